"""Tokens of an identity provider, keys, and roles."""

import base64
import hashlib
import hmac
import json
import time

from kit import Broken, attack, each, playbook

GROUP = "16 tokens"

# An identity provider of these attacks alone.
PUBLIC_PEM = """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyqnD2mmWPmq0qPPAg3Q3
gpQKxqF2LU5L8mlSQ84eaGvVYmBo1Wjn+tG+yGR42r9kIvDv1wgmolpmXcf1Evpr
ZRY0h6niuBEovOAadhCXIBTalTsaOLKT2T6odY3wSHWnTcGYvfpqZJfyI9vQ+jvG
87wh0CuxWBH+TEgdQVq8qWjJCPyiieiBFwEyhfD7PpAY7inFTTZS5OSHMdAL5Nj4
NJZvcydsKWOTGsE2mhH7KssAuEkA5hym7D8MfdGxvtPxWndvMgc+b21OV3quNDrV
J5UHOLxAKZpNDw9mGN81R4IjwRQ4MdLCo/vhaOes49C4cWHCAVzIrFtHXUfVX207
UQIDAQAB
-----END PUBLIC KEY-----
"""
DER = base64.b64decode("".join(PUBLIC_PEM.split("\n")[1:-2]))
MODULUS = int(
    "caa9c3da69963e6ab4a8f3c083743782940ac6a1762d4e4bf2695243ce1e686bd5626068d568e7fad1bec86478dabf6422f0efd70826a25a665dc7f512fa6b65163487a9e2b81128bce01a7610972014da953b1a38b293d93ea8758df04875a74dc198bdfa6a6497f223dbd0fa3bc6f3bc21d02bb15811fe4c481d415abca968c908fca289e88117013285f0fb3e9018ee29c54d3652e4e48731d00be4d8f834966f73276c2963931ac1369a11fb2acb00b84900e61ca6ec3f0c7dd1b1bed3f15a776f32073e6f6d4e577aae343ad527950738bc40299a4d0f0f6618df35478223c1143831d2c2a3fbe168e7ace3d0b87161c2015cc8ac5b475d47d55f6d3b51",
    16,
)
EXPONENT = int(
    "8d20e77883aad2d06ffa6fb41256ae094a9aae73e5ddeaf64c5b37a46c3714b473264cc8f44457b77cb484cc22b5022ef37e2126f75020231fc212eb014a4ddb59393f77f8a001a302d474d8def8bea8870700df63b847e9330f10bdc524507a2f55afce2c4246c6e1224383259ed70f0865eb9761aa58ed63a59c69d48c28d3c7911e7d385b25b532330da413e387195218fc349a10096a7ea8ad274c1f10ac5510526ab570972158911fe1173eacf79603bec804e9a025c23d2612f8813ad2c830ae802eed2d128c2c5eb3bf893f5eabb44625dd63c50981e26453479d4a535c1c307662ad01f97eecf617f91696e38c8bc74dd5dd120e5d2cc079090afb9",
    16,
)


def part(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def signature(text):
    """RSASSA-PKCS1-v1_5 with SHA-256."""
    size = (MODULUS.bit_length() + 7) // 8
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(text.encode()).digest()
    padded = b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest
    return pow(int.from_bytes(padded, "big"), EXPONENT, MODULUS).to_bytes(size, "big")


def claims(**changed):
    now = int(time.time())
    all_ = dict({"sub": "ada", "iss": "https://login.attack.example", "aud": "noetl", "iat": now, "exp": now + 600, "roles": ["admin"]}, **changed)
    return {name: value for name, value in all_.items() if value is not None}


def forged(text):
    """A signature whose digest does not stand at the end: what stands behind it is free."""
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(text.encode()).digest()
    padded = b"\0\1" + b"\xff" * 8 + b"\0" + digest
    return pow(int.from_bytes(padded.ljust(256, b"\0"), "big"), EXPONENT, MODULUS).to_bytes(256, "big")


def token(body, head=None, sign=None, whole=None):
    text = part(whole or dict({"alg": "RS256", "typ": "JWT"}, **(head or {}))) + "." + part(body)
    return text + "." + part((sign or signature)(text))


def secret_of_public(text):
    return hmac.digest(PUBLIC_PEM.encode(), text.encode(), "sha256")


NOW = int(time.time())
TOKENS = {
    "no end": lambda: token(claims(exp=None)),
    "an end that is null": lambda: token(dict(claims(), exp=None)),
    "an end that was": lambda: token(claims(exp=NOW - 7200)),
    "an end that is a text": lambda: token(claims(exp="tomorrow")),
    "an end that is a list": lambda: token(claims(exp=[NOW + 600])),
    "not yet good": lambda: token(claims(nbf=NOW + 7200)),
    "another issuer": lambda: token(claims(iss="https://login.attack.example.evil")),
    "no issuer": lambda: token(claims(iss=None)),
    "another audience": lambda: token(claims(aud="other")),
    "no audience": lambda: token(claims(aud=None)),
    "an audience that begins so": lambda: token(claims(aud=["noetl-dev", "xnoetl"])),
    "no roles": lambda: token(claims(roles=None)),
    "a role that is none": lambda: token(claims(roles=["administrator", "root", "noetl-"])),
    "roles in another place": lambda: token(claims(roles=None, role="admin", realm_access={"roles": ["admin"]})),
    "roles as an object": lambda: token(claims(roles={"admin": True})),
    "no signature": lambda: token(claims(), {"alg": "none"}, lambda t: b""),
    "no signature, in another case": lambda: token(claims(), {"alg": "nOnE"}, lambda t: b""),
    "the public key as a secret": lambda: token(claims(), {"alg": "HS256"}, secret_of_public),
    "the public key's bytes as a secret": lambda: token(claims(), {"alg": "HS256"}, lambda t: hmac.digest(DER, t.encode(), "sha256")),
    "the public key as a longer secret": lambda: token(claims(), {"alg": "HS512"}, lambda t: hmac.digest(PUBLIC_PEM.encode(), t.encode(), "sha512")),
    "the modulus as a secret": lambda: token(claims(), {"alg": "HS256"}, lambda t: hmac.digest(MODULUS.to_bytes(256, "big"), t.encode(), "sha256")),
    "another hash": lambda: token(claims(), {"alg": "RS512"}),
    "another padding": lambda: token(claims(), {"alg": "PS256"}),
    "a curve's zero": lambda: token(claims(), {"alg": "ES256"}, lambda t: b"\0" * 64),
    "an algorithm that is null": lambda: token(claims(), {"alg": None}),
    "an algorithm that is a list": lambda: token(claims(), {"alg": ["RS256"]}),
    "an algorithm in small letters": lambda: token(claims(), {"alg": "rs256"}),
    "an algorithm twice": lambda: token(claims(), None, lambda t: b"", b'{"alg":"RS256","alg":"none"}'),
    "none with a signature": lambda: token(claims(), {"alg": "none"}),
    "what stands behind the digest": lambda: token(claims(), None, lambda t: forged(t)),
    "a signature of zeros": lambda: token(claims(), None, lambda t: b"\0" * 256),
    "the modulus as a signature": lambda: token(claims(), None, lambda t: MODULUS.to_bytes(256, "big")),
    "a signature that is longer": lambda: token(claims(), None, lambda t: b"\0" + signature(t)),
    "as JSON": lambda: json.dumps({"payload": part(claims()), "protected": part({"alg": "RS256"}), "signature": part(signature(part({"alg": "RS256"}) + "." + part(claims())))}),
    "encrypted by nobody": lambda: part({"alg": "dir", "enc": "A128GCM"}) + "....x",
    "a password's billion rounds": lambda: part({"alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2c": 2147483647, "p2s": "AAAA"}) + ".a.b.c.d",
    "no base64": lambda: token(claims(), {"b64": False, "crit": ["b64"]}),
    "another type": lambda: token(claims(), {"typ": "JWE"}),
    "not yet good, in milliseconds": lambda: token(claims(nbf=NOW * 1000)),
    "not yet good, as a text": lambda: token(claims(nbf="2099-01-01T00:00:00Z")),
    "an end beyond all": lambda: token(claims(exp=10**30)),
    "an end that is true": lambda: token(claims(exp=True)),
    "an end that is an object": lambda: token(claims(exp={"a": NOW + 600})),
    "an end as digits of the past": lambda: token(claims(exp=str(NOW - 7200))),
    "an end before the beginning": lambda: token(claims(exp=NOW - 600, iat=NOW)),
    "an infinite end": lambda: token(json.dumps(claims(exp=1)).replace('"exp": 1', '"exp": 1e400').encode()),
    "an end that is no number": lambda: token(json.dumps(claims(exp=1)).replace('"exp": 1', '"exp": NaN').encode()),
    "an issuer in a list": lambda: token(claims(iss=["https://login.attack.example"])),
    "an issuer with a slash": lambda: token(claims(iss="https://login.attack.example/")),
    "an issuer with a null": lambda: token(claims(iss="https://login.attack.example\0")),
    "an audience in a list in a list": lambda: token(claims(aud=[["noetl"]])),
    "an audience as an object": lambda: token(claims(aud={"noetl": 1})),
    "an audience among words": lambda: token(claims(aud="x noetl")),
    "an audience in capitals": lambda: token(claims(aud="NOETL")),
    "an empty audience": lambda: token(claims(aud=[])),
    "an audience twice": lambda: token(json.dumps(claims(aud="evil")).replace("{", '{"aud":"noetl",', 1).encode()),
    "an end twice": lambda: token(json.dumps(claims(exp=NOW - 9000)).replace("{", '{"exp":%d,' % (NOW + 600), 1).encode()),
    "an end twice, escaped": lambda: token(json.dumps(claims(exp=NOW - 9000)).replace("{", '{"e\\u0078p":%d,' % (NOW + 600), 1).encode()),
    "a role by another alphabet": lambda: token(claims(roles=["ADM\u0131N"])),
    "a role by another alphabet, in small letters": lambda: token(claims(roles=["adm\u0131n", "noetl-adm\u0131n"])),
    "a role in wide letters": lambda: token(claims(roles=["\uff41\uff44\uff4d\uff49\uff4e"])),
    "a role with a null": lambda: token(claims(roles=["admin\0"])),
    "a role with a line": lambda: token(claims(roles=["admin\n"])),
    "a role as an object's name": lambda: token(claims(roles=[{"name": "admin"}])),
    "a role in a list in a list": lambda: token(claims(roles=[["admin"]])),
    "a role as a number": lambda: token(claims(roles=[3, True])),
    "roles by a name with a dot": lambda: token(dict(claims(roles=None), **{"realm.roles": ["admin"]})),
    "nobody": lambda: token(claims(sub=None)),
    "a blank for a name": lambda: token(claims(sub=" ")),
    "many dots": lambda: "." * 1000,
    "blanks in it": lambda: token(claims()).replace(".", " . "),
    "an empty signature": lambda: token(claims(), None, lambda t: b""),
    "a signature of another": lambda: token(claims(), None, lambda t: signature(t + "x")),
    "a key in it": lambda: token(claims(), {"jwk": {"kty": "RSA", "e": "AQAB", "n": part(MODULUS.to_bytes(256, "big"))}}, lambda t: b"x" * 256),
    "an address of keys in it": lambda: token(claims(), {"jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/c"}, lambda t: b"x" * 256),
    "a key's name that is a path": lambda: token(claims(), {"kid": "../../../../dev/null"}, lambda t: b""),
    "an extension that must be known": lambda: token(claims(), {"crit": ["evil"], "evil": 1}),
    "compressed": lambda: token(claims(), {"zip": "DEF"}, lambda t: b"x" * 256),
    "claims that are a list": lambda: token([1, 2]),
    "claims that are no JSON": lambda: part({"alg": "RS256"}) + "." + part(b"{") + ".x",
    "claims twice": lambda: token(b'{"exp": 1, "exp": 99999999999, "aud": "noetl", "iss": "https://login.attack.example", "roles": ["admin"], "sub": "x"}'),
    "deep claims": lambda: part({"alg": "RS256"}) + "." + part(b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}") + ".x",
    "four parts": lambda: token(claims()) + ".x",
    "very long": lambda: "a" * 6000 + ".b.c",
    "nothing": lambda: "",
    "a key without its secret": lambda: "noetl_000000000000_",
    "a key of another form": lambda: "noetl_000000000000_" + "A" * 43,
    "a key with SQL in it": lambda: "noetl_' OR '1'='1_" + "A" * 43,
    "the operator's key, cut": lambda: "attack-admin-key-",
}


@each(GROUP, TOKENS)
def refused(c, make):
    for path in ("/api/executions", "/api/keys"):
        reply = c.call("GET", path, None, None, {"Authorization": "Bearer " + make()})
        if reply.status not in (400, 401):
            raise Broken(f"{path} answers {reply.status}: {reply.text[:200]}")


@attack(GROUP, "a good token is taken, so that the others mean something")
def good(c):
    reply = c.call("GET", "/api/keys", None, None, {"Authorization": "Bearer " + token(claims())})
    if reply.status != 200:
        raise Broken(f"it is not: {reply.status} {reply.text[:200]}")


@attack(GROUP, "a role of a token is the role, no more")
def roles(c):
    viewer = {"Authorization": "Bearer " + token(claims(roles=["viewer"]))}
    for method, path, body in (("POST", "/api/execute", {"path": "ops/own"}), ("GET", "/api/keys", None), ("POST", "/api/catalog/register", {"content": "x"}),
                               ("GET", "/api/audit", None), ("GET", "/api/credentials/green_api?include_data=true", None), ("POST", "/api/secrets/rotate", {})):
        reply = c.call(method, path, body, None, viewer)
        if reply.status != 403:
            raise Broken(f"a viewer's {path} is answered with {reply.status}")


@attack(GROUP, "a session of one who is gone")
def gone(c):
    name = {"name": "attackgone", "role": "admin", "password": "password-123456"}
    c.call("POST", "/api/users", name)
    session = c.call("POST", "/login", "username=attackgone&password=password-123456", None, {"Content-Type": "application/x-www-form-urlencoded"})
    cookie = {"Cookie": session.headers.get("Set-Cookie", "").split(";")[0]}
    if c.call("GET", "/api/keys", None, None, cookie).status != 200:
        raise Broken("the attack itself failed: no session")
    c.call("DELETE", "/api/users/attackgone")
    for again in (False, True):
        if again:
            c.call("POST", "/api/users", dict(name, role="viewer"))
        for path in ("/api/keys", "/api/executions", "/actuator/jolokia/version"):
            status = c.call("GET", path, None, None, cookie).status
            if status not in (401, 403):
                raise Broken(f"{path} answers {status}")
    c.call("DELETE", "/api/users/attackgone")


@attack(GROUP, "a decision in the name of a key that is taken away")
def decision(c):
    document = playbook(c.path("ops"), [{"step": "start", "tool": {"kind": "approval", "title": "t", "choices": ["yes", "no"]}}])
    c.register(document)
    execution = str(c.call("POST", "/api/execute", {"path": document["metadata"]["path"]}, "editor").json()["execution_id"])
    deadline = time.monotonic() + 60
    found = []
    while not found and time.monotonic() < deadline:
        found = c.call("GET", "/api/approvals?execution_id=" + execution).json()["items"]
        time.sleep(0.1)
    approval = found[0]["approval_id"]
    key = c.call("POST", "/api/keys", {"name": "decides", "role": "operator"}).json()
    made = c.call("POST", f"/api/approvals/{approval}/token", {"choice": "yes"}, None, {"Authorization": "Bearer " + key["key"]}).json()["token"]
    c.call("DELETE", "/api/keys/" + key["key_id"])
    c.call("POST", "/api/keys", {"name": "decides", "role": "operator"})
    for text in (made, made[:-3] + "AAA", made + "=", made.swapcase()):
        reply = c.call("POST", "/api/approval-tokens", {"token": text}, None)
        if reply.status != 403:
            raise Broken(f"it is made: {reply.status} {reply.text[:200]}")
    c.call("POST", f"/api/executions/{execution}/cancel", {}, "operator")


NAMES = {"CR LF": "a\r\nX: y", "a line separator": "a\u2028b", "an escape": "a\u001b[2J", "direction": "a\u202eb", "next line": "a\u0085b", "a null": "a\u0000b",
         "a tag": "a\U000e0041b", "nothing": "", "blanks": "   ", "long": "x" * 100000, "a surrogate": "a\ud800"}


@each(GROUP, {"a key's name: " + name: text for name, text in NAMES.items()})
def names(c, name):
    reply = c.call("POST", "/api/keys", {"name": name, "role": "viewer"})
    if reply.status < 400 or reply.status >= 500:
        raise Broken(f"it answers {reply.status}: {reply.text[:100]}")
