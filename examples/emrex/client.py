"""An EMREX client: what a university does that wants a learner's transcript from elsewhere.

    PYTHONPATH=build/bindings/python python3 examples/emrex/client.py REGISTRY FAMILY GIVEN BIRTHDATE OUT [PORT]

REGISTRY is EMREG's list in JSON. The learner named is logged in. What arrives lands in OUT as a European Digital
Credential (ELM), to be checked and sealed.
"""
import html
import http.server
import json
import secrets
import sys

from libedu import emrex

LARGEST_RESPONSE = 100_000_000
# Who issues the credential; a transcript names only who awarded what it says.
SUPPLEMENT = {"defaultLanguage": "en", "issuer": {
    "id": "https://client.example/id", "legalName": {"en": "Example University"}, "country": "SE",
    "eIDASIdentifier": {"value": "VATSE-000000000001", "country": "SE"}}}


class Client(http.server.BaseHTTPRequestHandler):
    provider = certificate = out = ""
    person = ("", "", "")
    session = None   # of the one learner this example has

    def do_GET(self):
        Client.session = secrets.token_hex(16)
        back = f"http://127.0.0.1:{self.server.server_port}/return"
        self.answer(200, emrex.request(Client.session, back, page=self.provider))

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        session, Client.session = Client.session, None   # good for one response, whatever comes of it
        if session is None or length > LARGEST_RESPONSE:
            self.answer(400, b"nobody has asked for this")
            return
        # The one place where the provider's signature is verified: with the certificate from the registry.
        with emrex.receive(self.rfile.read(length), session, *self.person, certificate=self.certificate) as reply:
            if reply.document is None:
                self.answer(200, f"{reply.verdict}: {html.escape(reply.reason)} {html.escape(reply.message)}".encode())
                return
            credential, ledger = reply.document.to("elm", supplement=SUPPLEMENT)
            with open(self.out, "wb") as file:
                file.write(bytes(credential))
            self.answer(200, f"{reply.verdict}, signature {reply.signature}; {ledger.counts}".encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Nothing: what passes through here is personal."""


def main():
    registry, family, given, birth, out, *port = sys.argv[1:]
    with open(registry, encoding="utf-8") as file:
        entry = json.load(file)["emps"][0]
    Client.provider, Client.certificate = entry["url"], entry["pubKey"]
    Client.person, Client.out = (family, given, birth), out
    server = http.server.HTTPServer(("127.0.0.1", int(port[0]) if port else 0), Client)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
