"""A small but genuine OpenID Connect provider on the loopback: discovery, authorize, token, keys (RS256, PKCE)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "gan-dan", "bi-mat-cua-thu-nghiem"
LIFETIME = 300


@dataclass
class Grant:
    """One authorization code: what was asked, who agreed; used once."""

    redirect_uri: str
    nonce: str
    challenge: str
    person: dict[str, Any]


@dataclass
class Provider:
    """Signs in whoever `person` says, as its real counterpart does after asking for a password."""

    person: dict[str, Any]
    address: str = ""
    grants: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    served: list[str] = field(default_factory=list)
    forge: bool = False  # sign with a key that is not published

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.wrong_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The person agrees at once: back to the client with a code."""
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            raise ValueError("unknown client or response type")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            raise ValueError("PKCE with S256 is required")
        if "openid" not in asked.get("scope", "").split():
            raise ValueError("scope openid is required")
        code = secrets.token_urlsafe(24)
        self.grants[code] = Grant(asked["redirect_uri"], asked.get("nonce", ""), asked["code_challenge"], self.person)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked.get('state', '')})}"

    def token(self, authorization: str, asked: dict[str, str]) -> dict[str, Any]:
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if not secrets.compare_digest(authorization, expected):
            raise ValueError("wrong client secret")
        grant = self.grants.pop(asked.get("code", ""), None)
        if grant is None or grant.redirect_uri != asked.get("redirect_uri"):
            raise ValueError("unknown code or another address")
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != grant.challenge:
            raise ValueError("the verifier does not fit the challenge")
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + LIFETIME, **grant.person}
        if grant.nonce:
            claims["nonce"] = grant.nonce
        signer = self.wrong_key if self.forge else self.key
        token = secrets.token_urlsafe(24)
        self.tokens[token] = grant.person
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "id_token": jwt.encode(claims, signer, algorithm="RS256", headers={"kid": "one"}),
        }


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.served.append(parts.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            self.answer(200, self.provider.discovery())
        elif parts.path == "/keys":
            self.answer(200, self.provider.keys())
        elif parts.path == "/userinfo":
            person = self.provider.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
            self.answer(200, person) if person else self.answer(401, {"error": "invalid_token"})
        elif parts.path == "/authorize":
            try:
                self.redirect(self.provider.authorize(asked))
            except ValueError as error:
                self.complain(error)
        else:
            self.answer(404, {"error": "not_found"})

    def do_POST(self) -> None:
        self.provider.served.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path != "/token":
            self.answer(404, {"error": "not_found"})
            return
        try:
            self.answer(200, self.provider.token(self.headers.get("Authorization", ""), asked))
        except ValueError as error:
            self.complain(error)

    def complain(self, error: ValueError) -> None:
        self.provider.complaints.append(str(error))
        self.answer(400, {"error": "invalid_request", "error_description": str(error)})

    def redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


class Server:
    """The provider listening on a port of the system's choice, until the `with` ends."""

    def __init__(self, provider: Provider) -> None:
        handler = type("BoundHandler", (Handler,), {"provider": provider})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        provider.address = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Server:
        self.thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join(timeout=5)
