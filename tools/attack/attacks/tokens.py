"""Tokens of an identity provider, keys, and roles."""

import base64
import hashlib
import hmac
import json
import time

from kit import Broken, attack, each

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


def token(body, head=None, sign=None):
    text = part(dict({"alg": "RS256", "typ": "JWT"}, **(head or {}))) + "." + part(body)
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


NAMES = {"CR LF": "a\r\nX: y", "a line separator": "a\u2028b", "an escape": "a\u001b[2J", "direction": "a\u202eb", "next line": "a\u0085b", "a null": "a\u0000b",
         "a tag": "a\U000e0041b", "nothing": "", "blanks": "   ", "long": "x" * 100000, "a surrogate": "a\ud800"}


@each(GROUP, {"a key's name: " + name: text for name, text in NAMES.items()})
def names(c, name):
    reply = c.call("POST", "/api/keys", {"name": name, "role": "viewer"})
    if reply.status < 400 or reply.status >= 500:
        raise Broken(f"it answers {reply.status}: {reply.text[:100]}")
