"""An EMREX provider: what a student information system does when a client sends a learner to it.

    PYTHONPATH=build/bindings/python python3 examples/emrex/provider.py examples/emrex/signed.xml [PORT]

The client is client.py. A real provider serves https, lets the learner log in and choose, and signs what was chosen.
"""
import http.server
import sys

import libedu
from libedu import emrex

# Whom personal data may be posted to: hosts of the clients in the registry.
CLIENTS = ["client.example"]
LARGEST_REQUEST = 100_000


class Provider(http.server.BaseHTTPRequestHandler):
    transcript = b""

    def do_POST(self):
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), LARGEST_REQUEST))
        try:
            request = emrex.read_request(body)
            emrex.check_return_url(request.return_url or "", CLIENTS, allow_localhost=True)
        except libedu.EduInvalidError as error:
            self.answer(400, "text/plain", error.message.encode())
            return
        # Here the learner logs in, chooses, and agrees. Signing comes last: these bytes are sent as they are.
        page = emrex.response(request.session_id, self.transcript, page=request.return_url)
        self.answer(200, "text/html", page)

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Nothing: what passes through here is personal."""


def main():
    path, port = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with open(path, "rb") as file:
        Provider.transcript = file.read()
    server = http.server.HTTPServer(("127.0.0.1", port), Provider)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
