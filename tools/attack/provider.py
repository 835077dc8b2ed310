"""An OpenID Connect provider on loopback, which signs whatever an attack wants signed."""

import http.server
import json
import secrets
import threading
import urllib.parse


class Provider(threading.Thread):
    """Gives out codes, and for each the reply that an attack prepared for it."""

    CLIENT = "noetl-attacked"
    SECRET = "of-the-provider-" + secrets.token_hex(8)

    def __init__(self, key):
        super().__init__(daemon=True)
        self.codes = {}
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                documents = {"/.well-known/openid-configuration": provider.configuration(), "/keys": {"keys": [key]}}
                self.answer(200 if self.path in documents else 404, documents.get(self.path, {}))

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
                code = form.get("code", [""])[0]
                token = provider.codes.pop(code, None)
                if token is None:
                    self.answer(400, {"error": "invalid_grant"})
                elif isinstance(token, (dict, list)):
                    self.answer(200, token)
                else:
                    self.answer(200, {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": token})

            def answer(self, status, document):
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.start()

    def run(self):
        self.server.serve_forever()

    def configuration(self):
        return {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize", "token_endpoint": self.issuer + "/token",
                "jwks_uri": self.issuer + "/keys", "userinfo_endpoint": self.issuer + "/userinfo", "subject_types_supported": ["public"],
                "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}

    def code(self, token):
        """A code for which the server is given this ID token, or this reply."""
        code = "code-" + secrets.token_hex(8)
        self.codes[code] = token
        return code
