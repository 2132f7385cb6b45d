"""A page that keeps the lines that are written on it."""
import html
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

LINES = Path("/data/lines.txt")
PAGE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{greeting}</title>
<h1>{greeting}, {person}</h1><ul>{lines}</ul><form method="post"><input name="line" autofocus><button>Write</button></form>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health":
            return self.answer(200, "well")
        lines = LINES.read_text().splitlines() if LINES.exists() else []
        items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        greeting = html.escape(os.environ.get("GREETING", "Hello"))
        self.answer(200, PAGE.format(greeting=greeting, person=html.escape(self.person()), lines=items))

    def do_POST(self):
        size = int(self.headers.get("Content-Length", 0))
        line = parse_qs(self.rfile.read(size).decode()).get("line", [""])[0]
        with LINES.open("a") as file:
            file.write(f"{self.person()}: {' '.join(line.split())}\n")
            file.flush()
            # Before it is acknowledged it has to survive a power cut.
            os.fsync(file.fileno())
        self.send_response(303)
        self.send_header("Location", "/")
        self.end_headers()

    def person(self):
        # Set by the gate, who has signed them in. Nobody from outside can send it.
        return self.headers.get("X-Remote-User", "stranger")

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("0.0.0.0", 8080), Handler).serve_forever()
