#!/usr/bin/python3
"""The agent of a NAT VM: learns from the control plane which prefixes may leave, and tells it what the VM sees.

It registers once with the identity that the VM was made with, asks for signed configurations and commands, and
sends heartbeats. It changes one thing in the VM: the elements of nft's set `allowed`. Interfaces, addresses, rules
and forwarding are nat-gateway's, which needs no agent. Python 3.9 or later, its standard library, openssl, nft, ip.
"""

import base64
import datetime
import http.client
import ipaddress
import json
import os
import random
import re
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

POLL_TIMEOUT_SECONDS = 40  # An answer may take 25.
REQUEST_TIMEOUT_SECONDS = 15
HEARTBEAT_SECONDS = 10  # Until the control plane has said how often.
WATCH_SECONDS = 2
LONGEST_DELAY_SECONDS = 60
LONGEST_REPEAT_SECONDS = 5
MAX_ANSWER_BYTES = 262144
MAX_PREFIXES = 200
TABLE = ("inet", "nat_gateway")
COUNTED_SECONDS = 3600  # As the sets forwarded_from and refused_from say.
# What every Ed25519 public key in DER begins with: RFC 8410, section 4.
ED25519_HEADER = bytes.fromhex("302a300506032b6570032100")


class Refused(Exception):
    """A configuration that is not taken. `reason` is signature, recipient, version or content."""

    def __init__(self, reason, detail):
        super().__init__(detail)
        self.reason = reason


class ToolError(Exception):
    """A program failed, or did something else than it was asked."""


class ControlPlaneError(Exception):
    """The control plane is not reachable (`status` is None) or answered with an error."""

    def __init__(self, status, detail):
        super().__init__(detail)
        self.status = status


def log(text):
    print(text, file=sys.stderr, flush=True)


def iso(seconds):
    """A Unix time as ISO 8601 in UTC, with milliseconds."""
    at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_text(path):
    """The file's text; None where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def read_number(path):
    text = read_text(path)
    return None if text is None else int(text)


def write_atomically(path, text):
    """Either the old text or the new one is there, also after a power cut. Its owner alone may read it."""
    descriptor = os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def run(*command):
    """Standard output of a program. Raises ToolError with what it said when it fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(f"{command[0]}: {error}") from error
    if done.returncode != 0:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise ToolError(f"{command[0]} {command[1]}: {said or done.returncode}"[:500])
    return done.stdout.decode(errors="replace")


class Backoff:
    """Growing pauses with jitter, in seconds."""

    def __init__(self, longest=LONGEST_DELAY_SECONDS):
        self.longest = longest
        self.reset()

    def reset(self):
        self.ceiling = 1

    def next(self):
        """Between half of the ceiling and the ceiling, which doubles from 1 up to the longest."""
        delay = self.ceiling * random.uniform(0.5, 1)
        self.ceiling = min(self.ceiling * 2, self.longest)
        return delay


# Prefixes


def parse_prefix(text):
    """An IPv4Network. Raises ValueError unless it is spelled like 10.0.1.0/24, without bits beyond its length."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9.]+/[0-9]+", text):
        raise ValueError(f"not an IPv4 prefix: {text!r}"[:200])
    return ipaddress.IPv4Network(text)


def merged(ranges):
    """Ranges of integers (first, last) in order, with those that overlap or touch as one."""
    result = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def ranges_of_prefixes(prefixes):
    networks = [ipaddress.IPv4Network(prefix) for prefix in prefixes]
    return merged((int(network[0]), int(network[-1])) for network in networks)


def text_of_element(element):
    """An element of a set in nft's JSON as nft writes it elsewhere: an address, a prefix or a range."""
    if isinstance(element, str):
        return element
    if "prefix" in element:
        return f"{element['prefix']['addr']}/{element['prefix']['len']}"
    return "-".join(element["range"])


def ranges_of_elements(elements):
    ranges = []
    for element in elements:
        if "-" in element:
            first, last = element.split("-")
            ranges.append((int(ipaddress.IPv4Address(first)), int(ipaddress.IPv4Address(last))))
        else:
            ranges += ranges_of_prefixes([element])
    return merged(ranges)


# nft


def list_nft(*what):
    """What `nft list` says, as a list of objects with one key each: the kind. Raises ToolError."""
    try:
        return json.loads(run("nft", "-j", *what))["nftables"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolError(f"nft says what can't be read: {error}") from error


class AllowedSet:
    """Nft's set `allowed`, and the file from which nat-gateway loads it: first what the VM was made with."""

    def __init__(self, baked_path, path):
        self.baked_path = baked_path
        self.path = path

    def baked(self):
        """The prefixes that the VM was made with."""
        return re.findall(r"[0-9.]+/[0-9]+", read_text(self.baked_path) or "")

    def elements(self):
        """As nft lists them. Raises ToolError where the rules are not loaded."""
        items = list_nft("list", "set", *TABLE, "allowed")
        try:
            return [text_of_element(element) for item in items for element in item.get("set", {}).get("elem", [])]
        except (AttributeError, KeyError, TypeError) as error:
            raise ToolError(f"nft lists what can't be read: {error}") from error

    def replace(self, prefixes, previous):
        """Makes file and set hold exactly these, in one transaction; else `previous` again, and raises ToolError."""
        self._check(prefixes)
        try:
            self._load(prefixes)
        except (ToolError, OSError) as error:
            try:
                self._load(previous)
            except (ToolError, OSError) as worse:
                raise ToolError(f"{error}; rolling back: {worse}") from worse
            raise ToolError(f"{error}; rolled back") from error

    def restore(self, prefixes):
        """Brings back what somebody else has changed. Says whether there was anything to do."""
        if read_text(self.path) == self._text(prefixes) and self._holds(prefixes):
            return False
        self._load(prefixes)
        return True

    def _check(self, prefixes):
        trial = self.path + ".trial"
        write_atomically(trial, self._text(prefixes))
        try:
            run("nft", "-c", "-f", trial)
        finally:
            os.unlink(trial)

    def _load(self, prefixes):
        """The file comes first, so that rules which are loaded anew in between have the same."""
        write_atomically(self.path, self._text(prefixes))
        run("nft", "-f", self.path)
        if not self._holds(prefixes):
            wanted, held = ", ".join(prefixes), ", ".join(self.elements())
            raise ToolError(f"nft holds {held or 'nothing'} instead of {wanted or 'nothing'}"[:500])

    def _holds(self, prefixes):
        return ranges_of_elements(self.elements()) == ranges_of_prefixes(prefixes)

    @staticmethod
    def _text(prefixes):
        lines = [" ".join(("flush set", *TABLE, "allowed"))]
        if prefixes:
            lines.append(" ".join(("add element", *TABLE, "allowed {", ", ".join(prefixes), "}")))
        return "\n".join(lines) + "\n"


def interfaces_of(table):
    """Public and private interface of the rule that lets packets out; None while the rules are closed, on `lo`."""
    for rule in (item["rule"] for item in table if "rule" in item):
        if {"counter": "forwarded_out"} in rule["expr"]:
            matches = [part["match"] for part in rule["expr"] if "match" in part]
            names = {match["left"]["meta"]["key"]: match["right"] for match in matches if "meta" in match["left"]}
            public, private = names.get("oifname"), names.get("iifname")
            return (None if public == "lo" else public), (None if private == "lo" else private)
    return None, None


def addresses_by_interface():
    """IPv4 addresses by the name of their interface, without those of the loopback interface."""
    links = [link for link in json.loads(run("ip", "-j", "-4", "address")) if link.get("ifname", "lo") != "lo"]
    return {link["ifname"]: [info["local"] for info in link["addr_info"]] for link in links}


def look_at_kernel(allowed, wanted_addresses):
    """What the kernel does now: the parts `kernel`, `forwarded` and `drops` of a heartbeat."""
    try:
        table = list_nft("-t", "list", "table", *TABLE)
        elements = allowed.elements()
    except ToolError:
        table, elements = [], []
    public, private = interfaces_of(table)
    addresses = addresses_by_interface()
    counters = {item["counter"]["name"]: item["counter"] for item in table if "counter" in item}

    def counted(name, unit):
        return counters.get(name, {}).get(unit, 0)

    is_open = public is not None and private is not None
    is_forwarding = is_open and read_number("/proc/sys/net/ipv4/ip_forward") == 1
    return {
        "kernel": {
            "isForwarding": is_forwarding and set(wanted_addresses) <= set(addresses.get(private, [])),
            "hasRules": bool(table),
            "sourcePrefixes": elements,
            "publicInterface": public,
            "privateInterface": private,
            "addresses": [address for held in addresses.values() for address in held],
        },
        "forwarded": {"bytesOut": counted("forwarded_out", "bytes"), "bytesIn": counted("forwarded_in", "bytes")},
        "drops": {
            "metadata": counted("dropped_metadata", "packets"),
            "refused": counted("dropped_refused", "packets"),
        },
    }


# Why one address gets out, or not


def seconds_of(text):
    """Nft's spelling of a time, such as 1h2m3s4ms, in seconds."""
    units = {"d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 0.001}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)(ms|[dhms])", text))


def counted_from(set_name, source):
    """Packets, bytes and time of the last packet of an address in a set of rules.nft: None where it has none."""
    try:
        # Without -j: nft 1.0.6 gives elements as text anyway.
        text = run("nft", "get", "element", *TABLE, set_name, "{ " + source + " }")
    except ToolError as error:
        if "No such file or directory" in str(error):
            return 0, 0, None
        raise
    packets, size = re.search(r"counter packets (\d+) bytes (\d+)", text).groups()
    expires = seconds_of(re.search(r"expires (\S+)", text).group(1))
    return int(packets), int(size), iso(time.time() - max(0, COUNTED_SECONDS - expires))


def attribute(kind, content):
    """A netlink attribute, padded."""
    return struct.pack("=HH", 4 + len(content), kind) + content + b"\0" * (-len(content) % 4)


def count_flows(source):
    """Connections that conntrack knows from this address; None when it can't be asked."""
    nested, dump, new, done, error, family_filter = 0x8000, 0x0101, 0x0100, 3, 2, 25
    address = socket.inet_aton(source)
    by_source = attribute(1 | nested, attribute(1 | nested, attribute(1, address)))
    # The kernel itself filters by the source of the first packet: CTA_FILTER, since Linux 5.8.
    only_source = attribute(family_filter | nested, attribute(1, struct.pack("=I", 1)))
    body = struct.pack("!BBH", socket.AF_INET, 0, 0) + by_source + only_source
    flags = 0x0301  # NLM_F_REQUEST | NLM_F_DUMP
    header = struct.pack("=IHHII", 16 + len(body), dump, flags, 1, 0)
    flows = 0
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12) as netlink:  # NETLINK_NETFILTER
            netlink.settimeout(5)
            netlink.sendto(header + body, (0, 0))
            while True:
                answer = netlink.recv(65536)
                while len(answer) >= 16:
                    length, kind = struct.unpack("=IH", answer[:6])
                    if kind == done:
                        return flows
                    if kind == error:
                        return None
                    # Kernels without the filter send all. An entry begins with its source.
                    if kind == new and answer[32:36] == address:
                        flows += 1
                    answer = answer[(length + 3) & ~3 :]
    except OSError:
        return None


def look_at_source(source, prefixes):
    """The result of command `look`. Raises ValueError for what is no IPv4 address."""
    address = ipaddress.IPv4Address(source)
    packets, size, last_forwarded = counted_from("forwarded_from", source)
    dropped, _, last_dropped = counted_from("refused_from", source)
    return {
        "source": source,
        "isAllowed": any(address in ipaddress.IPv4Network(prefix) for prefix in prefixes),
        "lastForwardedAt": last_forwarded,
        "packets": packets,
        "bytes": size,
        "flows": count_flows(source),
        "droppedPackets": dropped,
        "lastDroppedAt": last_dropped,
    }


# Signed configurations


def is_signed_by(folder, public_key, payload, signature):
    """Asks openssl, which reads files only."""
    paths = [os.path.join(folder, name) for name in ("check.key", "check.payload", "check.signature")]
    for path, content in zip(paths, (public_key.encode(), payload, signature)):
        with open(path, "wb") as file:
            file.write(content)
    key_path, payload_path, signature_path = paths
    files = ["-inkey", key_path, "-in", payload_path, "-sigfile", signature_path]
    try:
        run("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", *files)
        return True
    except ToolError:
        return False


def opened(folder, signed, trusted_keys):
    """The bytes that a trusted key has signed. Raises Refused."""
    try:
        key_id = signed["keyId"]
        payload = base64.b64decode(signed["payload"], validate=True)
        signature = base64.b64decode(signed["signature"], validate=True)
    except (TypeError, KeyError, ValueError) as error:
        raise Refused("content", f"not a signed configuration: {error}") from error
    for key in trusted_keys:
        if key["id"] == key_id:
            if is_signed_by(folder, key["publicKey"], payload, signature):
                return payload
            raise Refused("signature", f"the signature is not one of key {key_id}")
    raise Refused("signature", f"key {key_id} is not trusted"[:200])


def is_ed25519(pem):
    match = re.fullmatch(r"-----BEGIN PUBLIC KEY-----\s+(\S+)\s+-----END PUBLIC KEY-----\s*", pem)
    try:
        der = base64.b64decode(match.group(1), validate=True) if match else b""
    except ValueError:
        return False
    return len(der) == 44 and der.startswith(ED25519_HEADER)


def checked_prefixes(prefixes, network_range):
    if not isinstance(prefixes, list) or len(prefixes) > MAX_PREFIXES:
        raise Refused("content", f"sourcePrefixes is not a list of at most {MAX_PREFIXES}")
    for prefix in prefixes:
        try:
            is_inside = parse_prefix(prefix).subnet_of(ipaddress.IPv4Network(network_range))
        except ValueError as error:
            raise Refused("content", str(error)) from error
        if not is_inside:
            raise Refused("content", f"{prefix} is not inside {network_range}")
    return prefixes


def checked_keys(keys):
    if not isinstance(keys, list) or not keys:
        raise Refused("content", "there are no signingKeys")
    for key in keys:
        texts = [key.get("id"), key.get("publicKey")] if isinstance(key, dict) else [None]
        if not all(isinstance(text, str) for text in texts) or not is_ed25519(texts[1]):
            raise Refused("content", "a signing key is no Ed25519 key with an id")
    return [{"id": key["id"], "publicKey": key["publicKey"]} for key in keys]


def read_configuration(payload, settings, version_in_force):
    """What a payload says, when it is for this agent and newer than what is in force. Raises Refused."""
    try:
        content = json.loads(payload)
    except ValueError as error:
        raise Refused("content", f"not JSON: {error}") from error
    if not isinstance(content, dict):
        raise Refused("content", "not an object")
    for name, own in (("agent", "id"), ("gateway", "gatewayUid"), ("network", "networkUid")):
        if content.get(name) != settings[own]:
            raise Refused("recipient", f"it is for {name} {content.get(name)}"[:200])
    version = content.get("version")
    if type(version) is not int:
        raise Refused("content", "version is not an integer")
    if version <= version_in_force:
        raise Refused("version", f"version {version} does not follow {version_in_force}")
    return {
        "version": version,
        "sourcePrefixes": checked_prefixes(content.get("sourcePrefixes"), settings["networkRange"]),
        "signingKeys": checked_keys(content.get("signingKeys")),
    }


# The control plane


class Link:
    """One connection to the control plane, kept open and made anew when it has gone."""

    def __init__(self, url, tls):
        parts = urllib.parse.urlsplit(url)
        self.base = parts.path.rstrip("/")
        self.address = (parts.hostname, parts.port or 443)
        self.tls = tls
        self.connection = None

    def request(self, method, path, body=None, timeout=REQUEST_TIMEOUT_SECONDS):
        """The JSON of an answer with status 200 or 201, None for 204. Raises ControlPlaneError."""
        is_old = self.connection is not None
        try:
            try:
                status, content = self._exchange(method, path, body, timeout)
            except (ConnectionError, http.client.HTTPException, ssl.SSLError):
                # The other side may close what has been idle; all requests may be repeated.
                if not is_old:
                    raise
                self.close()
                status, content = self._exchange(method, path, body, timeout)
            return self._read(status, content)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise ControlPlaneError(None, str(error) or type(error).__name__) from error

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _exchange(self, method, path, body, timeout):
        if self.connection is None:
            host, port = self.address
            self.connection = http.client.HTTPSConnection(host, port, context=self.tls, timeout=timeout)
            self.connection.connect()
        self.connection.sock.settimeout(timeout)
        text = None if body is None else json.dumps(body)
        headers = {} if text is None else {"Content-Type": "application/json"}
        self.connection.request(method, self.base + path, text, headers)
        response = self.connection.getresponse()
        content = response.read(MAX_ANSWER_BYTES + 1)
        if len(content) > MAX_ANSWER_BYTES or response.will_close:
            self.close()
        return response.status, content

    @staticmethod
    def _read(status, content):
        if len(content) > MAX_ANSWER_BYTES:
            raise ValueError(f"an answer of more than {MAX_ANSWER_BYTES} bytes")
        if status == 204:
            return None
        if status not in (200, 201):
            raise ControlPlaneError(status, f"{status} {content[:300].decode(errors='replace')}")
        answer = json.loads(content)
        if not isinstance(answer, dict):
            raise ValueError("an answer that is no object")
        return answer


def ensure_key(path, agent_id):
    """Makes the agent's own key and self-signed certificate when there are none. The key never leaves the VM."""
    if os.path.exists(path):
        return
    key_path = path + ".key"
    subject = ["-subj", f"/CN={agent_id}", "-days", "36500"]
    certificate = run("openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", key_path, *subject)
    write_atomically(path, read_text(key_path) + certificate)
    os.unlink(key_path)


def tls_of(ca_certificate, key_path):
    """Trusts that one CA, checks the host's name, and shows the agent's own certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=ca_certificate)
    context.load_cert_chain(key_path)
    return context


# The agent


class Store:
    """What outlives a restart: how often to send heartbeats, once registered, and the configuration in force."""

    def __init__(self, path):
        self.path = path
        self.content = {"heartbeatSeconds": None, "signed": None, "configuration": None}
        try:
            self.content.update(json.loads(read_text(path) or "{}"))
        except ValueError:
            log("what was kept can't be read; starting from what the VM was made with")

    def __getitem__(self, name):
        return self.content[name]

    def update(self, **changes):
        content = {**self.content, **changes}
        write_atomically(self.path, json.dumps(content))
        self.content = content


class Agent:
    """One thread follows instructions, another watches and sends heartbeats; `lock` guards what both touch."""

    def __init__(self, root=""):
        self.folder = root + "/var/lib/nat-agent"
        self.settings = json.loads(read_text(root + "/etc/nat-agent/agent.json"))
        self.allowed = AllowedSet(root + "/etc/nat-gateway/allowed.nft", root + "/var/lib/nat-gateway/allowed.nft")
        self.store = Store(self.folder + "/state.json")
        self.lock = threading.Lock()
        self.registered = threading.Event()
        self.changed = threading.Event()
        self.refusals = {"count": 0, "last": None}
        self.last_error = None
        self.results = {}
        self.silent_until = 0
        if self.store["heartbeatSeconds"] is not None:
            self.registered.set()

    def configuration(self):
        """Version and prefixes in force; version 0 is what the VM was made with."""
        if self.store["configuration"] is not None:
            return self.store["configuration"]
        baked = {"sourcePrefixes": self.allowed.baked(), "signingKeys": self.settings["signingKeys"]}
        return {"version": 0, **baked}

    def run(self):
        """For ever."""
        key_path = self.folder + "/agent.pem"
        ensure_key(key_path, self.settings["id"])
        self.heal()
        tls = tls_of(self.settings["caCertificate"], key_path)
        beat = Link(self.settings["url"], tls)
        threading.Thread(target=self.send_heartbeats, args=(beat,), daemon=True).start()
        self.follow_instructions(Link(self.settings["url"], tls))

    def follow_instructions(self, link):
        """Registers, then asks and obeys, for ever."""
        contact = Contact("instructions")
        repeats = Backoff(LONGEST_REPEAT_SECONDS)
        while True:
            try:
                started = time.monotonic()
                if not self.registered.is_set():
                    self.register(link)
                self.send_results(link)
                has_moved = self.poll(link)
                if contact.succeeded():
                    self.silent_until = 0
                    self.changed.set()
                # Whoever gives at once what leads nowhere is not asked in a loop.
                if has_moved or time.monotonic() - started > 1:
                    repeats.reset()
                else:
                    time.sleep(repeats.next())
            except Exception as error:  # The agent outlives its faults: the journal has them.
                if getattr(error, "status", None) == 401:
                    self.registered.clear()
                time.sleep(contact.failed(error))

    def register(self, link):
        body = {"agent": self.settings["id"], "identity": self.settings["identity"]}
        answer = link.request("POST", "/v1/registrations", body)
        with self.lock:
            self.store.update(heartbeatSeconds=answer.get("heartbeatSeconds") or HEARTBEAT_SECONDS)
        self.registered.set()
        self.changed.set()
        log("registered")
        instructions = answer.get("instructions") or {}
        if instructions.get("configuration") == self.store["signed"]:
            instructions = {**instructions, "configuration": None}
        self.obey(instructions)

    def poll(self, link):
        """Waits for instructions. Says whether they brought anything about."""
        after = self.configuration()["version"]
        instructions = link.request("GET", f"/v1/instructions?after={after}", timeout=POLL_TIMEOUT_SECONDS)
        return instructions is not None and self.obey(instructions)

    def obey(self, instructions):
        has_moved = False
        if instructions.get("configuration") is not None:
            has_moved = self.take(instructions["configuration"])
        for command in instructions.get("commands") or []:
            if command["id"] not in self.results:
                self.results[command["id"]] = self.execute(command)
                has_moved = True
        return has_moved

    def take(self, signed):
        """Puts a signed configuration in force. Says whether it did: else the one before still is."""
        with self.lock:
            before = self.configuration()
            try:
                payload = opened(self.folder, signed, before["signingKeys"])
                wanted = read_configuration(payload, self.settings, before["version"])
                self.allowed.replace(wanted["sourcePrefixes"], before["sourcePrefixes"])
                self.store.update(signed=signed, configuration=wanted)
            except Refused as refusal:
                self.note_refusal(refusal)
                return False
            except (ToolError, OSError) as error:
                self.last_error = str(error)
                log(f"can't apply a configuration: {error}")
                return False
            self.last_error = None
        log(f"version {wanted['version']} in force: {', '.join(wanted['sourcePrefixes']) or 'nobody'} may leave")
        self.changed.set()
        return True

    def note_refusal(self, refusal):
        last = {"at": iso(time.time()), "reason": refusal.reason, "detail": str(refusal)}
        self.refusals = {"count": self.refusals["count"] + 1, "last": last}
        log(f"refused a configuration ({refusal.reason}): {refusal}")
        self.changed.set()

    def execute(self, command):
        """The outcome of a command, as the control plane wants it."""
        try:
            if command["name"] != "look":
                raise ValueError(f"unknown command {command['name']}")
            prefixes = self.configuration()["sourcePrefixes"]
            result = look_at_source(command["arguments"]["source"], prefixes)
            return {"outcome": "done", "result": result, "error": None}
        except Exception as error:
            return {"outcome": "failed", "result": None, "error": str(error) or type(error).__name__}

    def send_results(self, link):
        """What is not yet known to the control plane; 404 is its way to say that nobody waits any more."""
        for command_id, outcome in list(self.results.items()):
            try:
                link.request("PUT", f"/v1/commands/{urllib.parse.quote(command_id, safe='')}", outcome)
            except ControlPlaneError as error:
                if error.status != 404:
                    raise
            del self.results[command_id]

    def heal(self):
        """Makes the set hold what is in force, unless the rules are not there: they are loaded from the file."""
        with self.lock:
            try:
                if self.allowed.restore(self.configuration()["sourcePrefixes"]):
                    log("brought the configuration in force back")
                    self.last_error = None
            except (ToolError, OSError) as error:
                if str(error) != self.last_error:
                    log(f"can't bring the configuration in force back: {error}")
                self.last_error = str(error)

    def heartbeat(self):
        """What is sent, without the time: as of now."""
        addresses = [self.settings["privateAddress"], self.settings["aliasAddress"]]
        with self.lock:
            configuration = self.configuration()
            seen = look_at_kernel(self.allowed, addresses)
            refusals, last_error = self.refusals, self.last_error
        status = re.search(r"^VmRSS:\s+(\d+) kB", read_text("/proc/self/status") or "", re.MULTILINE)
        return {
            "agent": self.settings["id"],
            "bootId": (read_text("/proc/sys/kernel/random/boot_id") or "").strip(),
            "uptimeSeconds": int(float((read_text("/proc/uptime") or "0").split()[0])),
            "configuration": {name: configuration[name] for name in ("version", "sourcePrefixes")},
            **seen,
            "connections": {
                "used": read_number("/proc/sys/net/netfilter/nf_conntrack_count"),
                "max": read_number("/proc/sys/net/netfilter/nf_conntrack_max"),
            },
            "refusals": refusals,
            "lastError": last_error,
            "memoryBytes": int(status.group(1)) * 1024 if status else 0,
        }

    def send_heartbeats(self, link):
        """Looks every two seconds; sends when it is time, or at once when something has changed. For ever."""
        contact = Contact("heartbeats")
        sent, due = None, 0
        while True:
            self.changed.clear()
            try:
                self.heal()
                beat = self.heartbeat()
                news = (beat["configuration"], beat["kernel"]["isForwarding"], beat["refusals"]["count"])
                now = time.monotonic()
                if self.registered.is_set() and now >= self.silent_until and (news != sent or now >= due):
                    link.request("POST", "/v1/heartbeats", {**beat, "sentAt": iso(time.time())})
                    sent, due = news, now + self.store["heartbeatSeconds"]
                    contact.succeeded()
            except Exception as error:  # As above.
                self.silent_until = time.monotonic() + contact.failed(error)
            self.changed.wait(WATCH_SECONDS)


class Contact:
    """Says in the journal when contact is lost and found again, and how long to wait before the next try."""

    def __init__(self, name):
        self.name = name
        self.backoff = Backoff()
        self.trouble = None

    def succeeded(self):
        """Says whether contact had been lost."""
        was_lost = self.trouble is not None
        if was_lost:
            log(f"{self.name}: the control plane is there again")
        self.trouble = None
        self.backoff.reset()
        return was_lost

    def failed(self, error):
        """Seconds to wait. Where the control plane does not know this agent, soon trying again is no use."""
        trouble, self.trouble = self.trouble, f"{type(error).__name__}: {error}"
        if getattr(error, "status", None) in (401, 403):
            log(f"{self.name}: the control plane refuses this agent: {error}")
            return LONGEST_DELAY_SECONDS * random.uniform(0.5, 1)
        if trouble != self.trouble:
            log(f"{self.name}: {self.trouble}; carrying on with what is in force")
        return self.backoff.next()


if __name__ == "__main__":
    os.umask(0o077)
    Agent(*sys.argv[1:2]).run()
