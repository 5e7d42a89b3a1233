"""Pages as files: every answer a visit to a page needs, kept as it left, and served again by nginx."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from palabre.config.cli.bench import servers
from palabre.config.cli.bench.load import WentWrong
from palabre.config.cli.bench.pages import fetched

ALSO = ("content-encoding", "content-security-policy", "cache-control")
"""Headers that change what a browser does with an answer, besides its type."""
_FRAME = """daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; types {{ }}
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port} default_server; location / {{ return 200; }} }}
{hosts}
}}
"""
_HOST = "  server {{ listen 127.0.0.1:{port}; server_name {host};\n{files}\n  }}"
_FILE = '    location = {path} {{ root {folder}; try_files /{file} =404; default_type "{kind}"; {headers} }}'


class Copies:
    """Answers by their host and path; the parameters of an address are no part of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[tuple[str, str], dict[str, str]] = {}
        self.sizes: dict[str, int] = {}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def keep(self, url: str) -> int:
        """Fetch an address once and keep what was answered; how many bytes it has as it leaves."""
        if url not in self.sizes:
            parts = urlsplit(url)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            _status, headers, body = fetched(parts.port or 80, parts.hostname or "", path)
            name = str(len(self.answers))
            (self.folder / name).write_bytes(body)
            self.answers[parts.hostname or "", unquote(parts.path)] = headers | {"file": name}
            self.sizes[url] = len(body)
        return self.sizes[url]

    @contextmanager
    def served(self, log: Path) -> Iterator[servers.Server | None]:
        """By nginx, on the same host names at another port; None where it is not installed."""
        nginx = servers.nginx()
        if nginx is None:
            yield None
            return
        for path in (self.folder.parent, self.folder):
            path.chmod(0o755)  # nginx gives its workers to another user
        port, settings = servers.free_port(), self.folder / "nginx.conf"
        settings.write_text(self._settings(port), "utf-8")
        with servers.running([nginx, "-p", str(self.folder), "-c", str(settings)], port, log) as server:
            self._compare(port)
            yield server

    def _compare(self, port: int) -> None:
        """Raises `WentWrong` where nginx answers something else than was kept."""
        for (host, path), headers in self.answers.items():
            if fetched(port, host, path)[2] != (self.folder / headers["file"]).read_bytes():
                raise WentWrong(f"nginx does not answer {host}{path} with its copy")

    def _settings(self, port: int) -> str:
        files: defaultdict[str, list[str]] = defaultdict(list)
        for (host, path), headers in self.answers.items():
            added = "".join(
                f"add_header {name} {_quoted(headers[name])}; " for name in ALSO if name in headers
            )
            kind = headers.get("content-type", "application/octet-stream")
            told = {"path": _quoted(path), "file": headers["file"], "kind": kind, "headers": added}
            files[host].append(_FILE.format(folder=self.folder, **told))
        hosts = [
            _HOST.format(port=port, host=host, files="\n".join(of_host)) for host, of_host in files.items()
        ]
        return _FRAME.format(folder=self.folder, port=port, hosts="\n".join(hosts))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
