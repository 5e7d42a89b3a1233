"""A community's colours as the page's style wants them."""

from dataclasses import astuple, dataclass

from palabre.kit.contrast import is_colour


@dataclass(frozen=True)
class Brand:
    """The accent of a community by day and by night, each with the colour of text set on it.

    Raises ValueError for anything but `#rgb` or `#rrggbb`: these values are written into the page's style.
    Whether they can be read together is for `palabre.kit.contrast.check_brand` to say when they are saved.
    """

    accent: str
    on_accent: str
    accent_dark: str
    on_accent_dark: str

    def __post_init__(self) -> None:
        for value in astuple(self):
            if not is_colour(value):
                raise ValueError(f"a brand colour is written #rrggbb, not {value!r}")

    def css(self) -> str:
        """The brand as custom properties, minified."""
        return (
            f":root{{--accent:{self.accent};--on-accent:{self.on_accent}}}"
            "@media (prefers-color-scheme:dark){:root{"
            f"--accent:{self.accent_dark};--on-accent:{self.on_accent_dark}}}}}"
        )
