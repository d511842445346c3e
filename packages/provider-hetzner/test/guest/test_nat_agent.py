"""The agent of NAT VMs, with openssl as it is and an nft that obeys the test. The proof with real packets is elsewhere."""

import base64
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "src", "guest"))

import nat_agent  # noqa: E402

AGENT = "5b1f6d9e-0d35-4f5c-9f49-0d3c7b7a8e01"
GATEWAY = "7c0e3a52-98e4-4b0b-8d7e-3a1f5f0c2b02"
NETWORK = "1d9f4f0a-3b0c-4c53-a7f6-6b2f0f9d4c03"
BAKED = ["10.0.1.0/24"]
RULE_OUT = {
    "rule": {
        "expr": [
            {"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "lo"}},
            {"match": {"op": "==", "left": {"meta": {"key": "oifname"}}, "right": "lo"}},
            {"match": {"op": "==", "left": {"payload": {"protocol": "ip", "field": "saddr"}}, "right": "@allowed"}},
            {"counter": "forwarded_out"},
            {"accept": None},
        ]
    }
}
COUNTERS = [
    {"counter": {"name": "forwarded_out", "packets": 3, "bytes": 300}},
    {"counter": {"name": "forwarded_in", "packets": 2, "bytes": 200}},
    {"counter": {"name": "dropped_metadata", "packets": 4, "bytes": 400}},
    {"counter": {"name": "dropped_refused", "packets": 5, "bytes": 500}},
]


class SigningKey:
    """An Ed25519 key pair made by openssl."""

    def __init__(self, folder, key_id):
        self.id = key_id
        self.path = os.path.join(folder, key_id)
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.path], check=True)
        public = subprocess.run(["openssl", "pkey", "-in", self.path, "-pubout"], check=True, capture_output=True)
        self.public = {"id": key_id, "publicKey": public.stdout.decode()}

    def sign(self, payload):
        with open(self.path + ".payload", "wb") as file:
            file.write(payload)
        command = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.path, "-in", self.path + ".payload"]
        signature = subprocess.run(command, check=True, capture_output=True).stdout
        return {
            "keyId": self.id,
            "payload": base64.b64encode(payload).decode(),
            "signature": base64.b64encode(signature).decode(),
        }


class AgentCase(unittest.TestCase):
    """An agent in a folder of its own, with a fake nft in PATH and a signing key that it trusts."""

    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        for folder in ("bin", "keys", "etc/nat-agent", "etc/nat-gateway", "var/lib/nat-agent", "var/lib/nat-gateway"):
            os.makedirs(os.path.join(self.root, folder))
        self.key = SigningKey(os.path.join(self.root, "keys"), "key-1")
        self.settings = {
            "id": AGENT,
            "gatewayUid": GATEWAY,
            "networkUid": NETWORK,
            "url": "https://agents.example.org:4010/",
            "caCertificate": "",
            "identity": "secret",
            "signingKeys": [self.key.public],
            "networkRange": "10.0.0.0/16",
            "privateAddress": "10.0.1.254",
            "aliasAddress": "10.0.1.253",
        }
        self.write("etc/nat-agent/agent.json", json.dumps(self.settings))
        self.write("etc/nat-gateway/allowed.nft", nat_agent.AllowedSet._text(BAKED))
        self.set_nft()
        self.write("bin/nft", f'#!/bin/sh\nexec "{sys.executable}" "{HERE}/fake_nft.py" "$@"\n')
        os.chmod(os.path.join(self.root, "bin/nft"), 0o755)
        changes = {"PATH": f"{self.root}/bin:{os.environ['PATH']}", "FAKE_NFT": f"{self.root}/nft.json"}
        for patch in (mock.patch.dict(os.environ, changes), mock.patch.object(nat_agent, "log", lambda text: None)):
            patch.start()
            self.addCleanup(patch.stop)
        self.agent = nat_agent.Agent(self.root)

    def write(self, path, text):
        with open(os.path.join(self.root, path), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, path):
        return nat_agent.read_text(os.path.join(self.root, path))

    def set_nft(self, **behaviour):
        self.write("nft.json", json.dumps({"elements": BAKED, "loads": [], "table": [], **behaviour}))

    def nft(self):
        return json.loads(self.read("nft.json"))

    def content(self, version, prefixes, **changes):
        ids = {"agent": AGENT, "gateway": GATEWAY, "network": NETWORK}
        rest = {"version": version, "sourcePrefixes": prefixes, "signingKeys": [self.key.public]}
        return {**ids, **rest, **changes}

    def signed(self, version, prefixes, **changes):
        return self.key.sign(json.dumps(self.content(version, prefixes, **changes)).encode())

    def in_force(self):
        configuration = self.agent.configuration()
        return configuration["version"], configuration["sourcePrefixes"]

    def assert_refused(self, signed, reason):
        """Refused for that reason, counted, and everything is as it was."""
        count, before, nft = self.agent.refusals["count"], self.in_force(), self.nft()
        self.assertFalse(self.agent.take(signed))
        self.assertEqual(self.agent.refusals["last"]["reason"], reason, self.agent.refusals["last"])
        self.assertEqual(self.agent.refusals["count"], count + 1)
        self.assertEqual((self.in_force(), self.nft()), (before, nft))


class TakingConfigurations(AgentCase):
    def test_one_that_is_signed_for_it_and_newer_is_in_force(self):
        self.assertEqual(self.in_force(), (0, BAKED))
        self.assertTrue(self.agent.take(self.signed(3, ["10.0.2.0/24", "10.0.8.0/22"])))
        self.assertEqual(self.in_force(), (3, ["10.0.2.0/24", "10.0.8.0/22"]))
        self.assertEqual(self.nft()["elements"], ["10.0.2.0/24", "10.0.8.0/22"])

    def test_nobody_may_leave_when_there_is_no_prefix(self):
        self.assertTrue(self.agent.take(self.signed(1, [])))
        self.assertEqual((self.in_force(), self.nft()["elements"]), ((1, []), []))

    def test_the_rules_load_the_newest_from_their_file(self):
        self.agent.take(self.signed(1, ["10.0.2.0/24"]))
        self.assertEqual(
            self.read("var/lib/nat-gateway/allowed.nft"),
            "flush set inet nat_gateway allowed\nadd element inet nat_gateway allowed { 10.0.2.0/24 }\n",
        )
        self.assertEqual(os.listdir(os.path.join(self.root, "var/lib/nat-gateway")), ["allowed.nft"])

    def test_a_changed_payload_is_refused(self):
        signed = self.signed(1, ["10.0.2.0/24"])
        other = json.dumps(self.content(1, ["10.0.0.0/16"])).encode()
        self.assert_refused({**signed, "payload": base64.b64encode(other).decode()}, "signature")

    def test_the_signature_of_another_key_is_refused(self):
        other = SigningKey(os.path.join(self.root, "keys"), "other")
        signed = other.sign(json.dumps(self.content(1, ["10.0.2.0/24"])).encode())
        self.assert_refused(signed, "signature")
        self.assert_refused({**signed, "keyId": "key-1"}, "signature")

    def test_what_is_no_signed_configuration_is_refused(self):
        signed = self.signed(1, [])
        for broken in ({}, [], "text", {**signed, "payload": "%"}, {**signed, "signature": None}):
            self.assert_refused(broken, "content")

    def test_one_for_somebody_else_is_refused(self):
        for name in ("agent", "gateway", "network"):
            self.assert_refused(self.signed(1, [], **{name: "00000000-0000-4000-8000-000000000000"}), "recipient")
            self.assert_refused(self.signed(1, [], **{name: None}), "recipient")

    def test_the_same_version_and_an_older_one_are_refused(self):
        self.agent.take(self.signed(5, ["10.0.2.0/24"]))
        self.assert_refused(self.signed(5, ["10.0.3.0/24"]), "version")
        self.assert_refused(self.signed(4, ["10.0.3.0/24"]), "version")
        self.assertTrue(self.agent.take(self.signed(6, ["10.0.3.0/24"])))

    def test_broken_content_is_refused(self):
        for changes in (
            {"version": "7"},
            {"version": True},
            {"version": 7.5},
            {"sourcePrefixes": None},
            {"sourcePrefixes": "10.0.2.0/24"},
            {"sourcePrefixes": ["10.0.2.0"]},
            {"sourcePrefixes": ["10.0.2.1/24"]},
            {"sourcePrefixes": ["10.0.2.0/255.255.255.0"]},
            {"sourcePrefixes": ["10.1.0.0/24"]},
            {"sourcePrefixes": ["0.0.0.0/0"]},
            {"sourcePrefixes": ["fd00::/64"]},
            {"sourcePrefixes": ["10.0.2.0/24 }; flush ruleset; #"]},
            {"sourcePrefixes": [f"10.0.{number}.0/24" for number in range(201)]},
            {"signingKeys": []},
            {"signingKeys": None},
            {"signingKeys": ["key"]},
            {"signingKeys": [{"id": "key-2", "publicKey": "text"}]},
            {"signingKeys": [{"id": None, "publicKey": self.key.public["publicKey"]}]},
        ):
            with self.subTest(changes):
                content = {**self.content(7, ["10.0.2.0/24"]), **changes}
                self.assert_refused(self.key.sign(json.dumps(content).encode()), "content")
        self.assert_refused(self.key.sign(b"not JSON"), "content")
        self.assert_refused(self.key.sign(b"[]"), "content")
        self.assert_refused(self.key.sign(b"\xff"), "content")

    def test_two_hundred_prefixes_are_taken(self):
        self.assertTrue(self.agent.take(self.signed(1, [f"10.0.{number}.0/24" for number in range(200)])))

    def test_keys_rotate_by_a_configuration_that_the_old_one_signed(self):
        new = SigningKey(os.path.join(self.root, "keys"), "key-2")
        self.assertTrue(self.agent.take(self.signed(1, [], signingKeys=[self.key.public, new.public])))
        content = self.content(2, [], signingKeys=[new.public])
        self.assertTrue(self.agent.take(new.sign(json.dumps(content).encode())))
        self.assert_refused(self.signed(3, []), "signature")


class Persistence(AgentCase):
    def restart(self):
        self.agent = nat_agent.Agent(self.root)
        self.agent.heal()

    def test_what_is_in_force_outlives_a_restart(self):
        self.agent.take(self.signed(3, ["10.0.2.0/24"]))
        self.restart()
        self.assertEqual(self.in_force(), (3, ["10.0.2.0/24"]))

    def test_an_older_version_is_refused_after_a_restart_as_well(self):
        self.agent.take(self.signed(3, ["10.0.2.0/24"]))
        self.restart()
        self.assert_refused(self.signed(3, ["10.0.3.0/24"]), "version")
        self.assert_refused(self.signed(2, ["10.0.3.0/24"]), "version")

    def test_the_keys_learnt_outlive_a_restart(self):
        new = SigningKey(os.path.join(self.root, "keys"), "key-2")
        self.agent.take(self.signed(1, [], signingKeys=[new.public]))
        self.restart()
        self.assert_refused(self.signed(2, []), "signature")
        self.assertTrue(self.agent.take(new.sign(json.dumps(self.content(2, [])).encode())))

    def test_after_a_reboot_the_rules_hold_what_is_in_force(self):
        self.agent.take(self.signed(3, ["10.0.2.0/24"]))
        self.set_nft()
        self.restart()
        self.assertEqual(self.nft()["elements"], ["10.0.2.0/24"])

    def test_cut_off_between_the_rules_and_its_own_memory_it_goes_back_to_what_it_remembers(self):
        with mock.patch.object(nat_agent.Store, "update", side_effect=KeyboardInterrupt):
            with self.assertRaises(KeyboardInterrupt):
                self.agent.take(self.signed(3, ["10.0.2.0/24"]))
        self.restart()
        self.assertEqual((self.in_force(), self.nft()["elements"]), ((0, BAKED), BAKED))
        self.assertIn(BAKED[0], self.read("var/lib/nat-gateway/allowed.nft"))

    def test_what_somebody_else_changed_is_put_back(self):
        self.agent.take(self.signed(3, ["10.0.2.0/24"]))
        self.set_nft(elements=["10.0.9.0/24"])
        self.agent.heal()
        self.assertEqual(self.nft()["elements"], ["10.0.2.0/24"])
        self.agent.heal()
        self.assertEqual(len(self.nft()["loads"]), 1)

    def test_a_memory_that_is_cut_off_is_no_memory(self):
        self.write("var/lib/nat-agent/state.json", '{"heartbeatSec')
        self.restart()
        self.assertEqual(self.in_force(), (0, BAKED))

    def test_its_key_is_made_once_and_nobody_else_reads_it(self):
        path = os.path.join(self.root, "var/lib/nat-agent/agent.pem")
        nat_agent.ensure_key(path, AGENT)
        made = nat_agent.read_text(path)
        nat_agent.ensure_key(path, AGENT)
        self.assertEqual(nat_agent.read_text(path), made)
        self.assertIn("BEGIN CERTIFICATE", made)
        self.assertIn("PRIVATE KEY", made)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(os.listdir(os.path.dirname(path)), ["agent.pem"])


class RollingBack(AgentCase):
    def setUp(self):
        super().setUp()
        self.agent.take(self.signed(1, ["10.0.2.0/24"]))

    def assert_rolled_back(self):
        self.assertFalse(self.agent.take(self.signed(2, ["10.0.3.0/24"])))
        self.assertEqual(self.in_force(), (1, ["10.0.2.0/24"]))
        self.assertEqual(self.nft()["elements"], ["10.0.2.0/24"])
        self.assertIn("10.0.2.0/24", self.read("var/lib/nat-gateway/allowed.nft"))
        self.assertEqual(self.agent.refusals["count"], 0)

    def test_what_nft_does_not_take_changes_nothing(self):
        self.set_nft(elements=["10.0.2.0/24"], refuses="10.0.3.0/24")
        self.assert_rolled_back()
        self.assertIn("Could not process rule", self.agent.last_error)
        self.assertEqual(self.nft()["loads"], [])

    def test_when_nft_does_something_else_the_one_before_comes_back(self):
        self.set_nft(elements=["10.0.2.0/24"], adds=["10.0.0.0/17"], adds_to="10.0.3.0/24")
        self.assert_rolled_back()
        self.assertIn("instead of 10.0.3.0/24; rolled back", self.agent.last_error)
        self.assertEqual(self.nft()["loads"], [["10.0.3.0/24"], ["10.0.2.0/24"]])

    def test_when_nft_says_nothing_that_can_be_read_it_is_told_to_go_back(self):
        for says in ("", "{}", '{"nftables": 7}', '{"nftables": [{"set": {"elem": [{"odd": 1}]}}]}'):
            self.set_nft(elements=["10.0.2.0/24"], says=says)
            self.assert_rolled_back()
            self.assertIn("rolling back", self.agent.last_error)

    def test_a_configuration_that_works_ends_the_error(self):
        self.set_nft(elements=["10.0.2.0/24"], refuses="10.0.3.0/24")
        self.assert_rolled_back()
        self.assertTrue(self.agent.take(self.signed(2, ["10.0.4.0/24"])))
        self.assertIsNone(self.agent.last_error)

    def test_a_full_disk_is_an_error_and_no_refusal(self):
        with mock.patch.object(nat_agent, "write_atomically", side_effect=OSError(28, "No space left on device")):
            self.assertFalse(self.agent.take(self.signed(2, ["10.0.3.0/24"])))
        self.assertIn("No space left", self.agent.last_error)
        self.assertEqual(self.agent.refusals["count"], 0)
        self.agent.heal()
        self.assertEqual((self.in_force()[0], self.nft()["elements"]), (1, ["10.0.2.0/24"]))


class Heartbeats(AgentCase):
    def beat(self, interfaces=("lo", "lo"), addresses=None):
        rule = json.loads(json.dumps(RULE_OUT))
        for part, name in zip(rule["rule"]["expr"], interfaces):
            part["match"]["right"] = name
        self.set_nft(table=[{"metainfo": {}}, *COUNTERS, rule])
        forwarding = {"/proc/sys/net/ipv4/ip_forward": 1}
        read_number = nat_agent.read_number
        with mock.patch.object(nat_agent, "read_number", lambda path: forwarding.get(path, read_number(path))):
            with mock.patch.object(nat_agent, "addresses_by_interface", lambda: addresses or {}):
                return self.agent.heartbeat()

    def test_it_has_the_shape_that_was_agreed(self):
        beat = self.beat()
        self.assertEqual(beat["agent"], AGENT)
        self.assertRegex(beat["bootId"], r"^[0-9a-f-]{36}$")
        self.assertEqual(beat["configuration"], {"version": 0, "sourcePrefixes": BAKED})
        self.assertEqual(beat["forwarded"], {"bytesOut": 300, "bytesIn": 200})
        self.assertEqual(beat["drops"], {"metadata": 4, "refused": 5})
        self.assertEqual(beat["refusals"], {"count": 0, "last": None})
        self.assertIsNone(beat["lastError"])
        for name in ("uptimeSeconds", "memoryBytes"):
            self.assertGreater(beat[name], 0)
        self.assertEqual(set(beat["connections"]), {"used", "max"})
        expected = {"agent", "bootId", "uptimeSeconds", "configuration", "kernel", "forwarded", "connections", "drops"}
        self.assertEqual(set(beat), expected | {"refusals", "lastError", "memoryBytes"})

    def test_closed_rules_forward_nothing(self):
        self.assertEqual(
            self.beat()["kernel"],
            {
                "isForwarding": False,
                "hasRules": True,
                "sourcePrefixes": BAKED,
                "publicInterface": None,
                "privateInterface": None,
                "addresses": [],
            },
        )

    def test_it_forwards_with_both_interfaces_and_both_addresses(self):
        addresses = {"eth0": ["192.0.2.7"], "enp7s0": ["10.0.1.254", "10.0.1.253"]}
        kernel = self.beat(("enp7s0", "eth0"), addresses)["kernel"]
        self.assertTrue(kernel["isForwarding"])
        self.assertEqual((kernel["publicInterface"], kernel["privateInterface"]), ("eth0", "enp7s0"))
        self.assertEqual(kernel["addresses"], ["192.0.2.7", "10.0.1.254", "10.0.1.253"])

    def test_without_its_alias_it_does_not_forward(self):
        addresses = {"eth0": ["192.0.2.7"], "enp7s0": ["10.0.1.254"]}
        self.assertFalse(self.beat(("enp7s0", "eth0"), addresses)["kernel"]["isForwarding"])

    def test_without_rules_there_is_still_a_heartbeat(self):
        with mock.patch.object(nat_agent, "list_nft", side_effect=nat_agent.ToolError("no table")):
            beat = self.agent.heartbeat()
        self.assertEqual((beat["kernel"]["hasRules"], beat["kernel"]["sourcePrefixes"]), (False, []))
        self.assertEqual(beat["forwarded"], {"bytesOut": 0, "bytesIn": 0})


class FakeLink:
    """Answers with what it is given, in order: an error is raised, and End after the last. `asked` is what was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def request(self, method, path, body=None, timeout=None):
        self.asked.append((method, path, body))
        answer = self.answers.pop(0) if self.answers else End()
        if isinstance(answer, BaseException):
            raise answer
        return answer


class End(BaseException):
    """Ends a loop that would go on for ever."""


class Contact(AgentCase):
    def follow(self, *answers):
        """Follows instructions until the answers are used up. Returns what was asked, and the pauses."""
        link, pauses = FakeLink(*answers), []
        with mock.patch.object(nat_agent.time, "sleep", pauses.append):
            with self.assertRaises(End):
                self.agent.follow_instructions(link)
        return [(method, path) for method, path, _ in link.asked], pauses

    def away(self):
        return nat_agent.ControlPlaneError(None, "Connection refused")

    def test_pauses_grow_from_one_second_to_sixty_with_jitter(self):
        for _ in range(20):
            backoff = nat_agent.Backoff()
            pauses = [backoff.next() for _ in range(12)]
            for pause, ceiling in zip(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]):
                self.assertTrue(ceiling / 2 <= pause <= ceiling, pauses)
            self.assertGreater(len(set(pauses)), 6)
            backoff.reset()
            self.assertLessEqual(backoff.next(), 1)

    def test_it_registers_once_and_then_asks(self):
        asked, _ = self.follow({"instructions": {}, "heartbeatSeconds": 7}, None, None)
        self.assertEqual(asked, [("POST", "/v1/registrations")] + [("GET", "/v1/instructions?after=0")] * 3)
        self.assertEqual(nat_agent.Agent(self.root).store["heartbeatSeconds"], 7)
        self.agent = nat_agent.Agent(self.root)
        self.assertEqual(self.follow()[0], [("GET", "/v1/instructions?after=0")])

    def test_it_tries_for_ever_while_the_control_plane_is_away(self):
        asked, pauses = self.follow(*[self.away()] * 30)
        self.assertEqual(asked, [("POST", "/v1/registrations")] * 31)
        self.assertGreaterEqual(pauses[-1], 30)

    def test_refused_it_goes_on_slowly_and_says_so(self):
        said = []
        with mock.patch.object(nat_agent, "log", said.append):
            _, pauses = self.follow(*[nat_agent.ControlPlaneError(401, "401 unknown")] * 3)
        self.assertTrue(all(30 <= pause <= 60 for pause in pauses), pauses)
        self.assertEqual(len([text for text in said if "refuses this agent" in text]), 3)

    def test_no_longer_known_it_registers_again(self):
        self.agent.registered.set()
        asked, _ = self.follow(nat_agent.ControlPlaneError(401, "401"), {"instructions": None, "heartbeatSeconds": 10})
        self.assertEqual([method for method, _ in asked], ["GET", "POST", "GET"])

    def test_a_registration_repeated_with_the_configuration_in_force_is_no_refusal(self):
        signed = self.signed(1, ["10.0.2.0/24"])
        self.follow({"instructions": {"configuration": signed, "commands": []}, "heartbeatSeconds": 10})
        self.agent.registered.clear()
        self.follow({"instructions": {"configuration": signed, "commands": []}, "heartbeatSeconds": 10})
        self.assertEqual((self.in_force()[0], self.agent.refusals["count"]), (1, 0))

    def test_what_it_refuses_is_not_asked_for_in_a_tight_loop(self):
        self.agent.registered.set()
        broken = {"configuration": {**self.signed(1, []), "keyId": "other"}, "commands": []}
        _, pauses = self.follow(*[broken] * 6)
        self.assertEqual(len(pauses), 6)
        self.assertTrue(all(0.5 <= pause <= 5 for pause in pauses), pauses)

    def test_the_result_of_a_command_is_kept_until_it_is_delivered(self):
        self.agent.registered.set()
        command = {"id": "c-1", "name": "look", "arguments": {"source": "10.0.1.5"}}
        with mock.patch.object(nat_agent, "look_at_source", lambda source, prefixes: {"source": source}):
            link = FakeLink({"configuration": None, "commands": [command]}, self.away(), None)
            with mock.patch.object(nat_agent.time, "sleep"), self.assertRaises(End):
                self.agent.follow_instructions(link)
        outcome = {"outcome": "done", "result": {"source": "10.0.1.5"}, "error": None}
        self.assertEqual([asked for asked in link.asked if asked[0] == "PUT"], [("PUT", "/v1/commands/c-1", outcome)] * 2)
        self.assertEqual(self.agent.results, {})

    def test_a_result_that_nobody_waits_for_is_forgotten(self):
        self.agent.registered.set()
        self.agent.results = {"c-1": {}}
        self.follow(nat_agent.ControlPlaneError(404, "404"))
        self.assertEqual(self.agent.results, {})

    def test_a_command_that_cannot_be_done_fails_with_its_reason(self):
        for command in ({"id": "c", "name": "reboot"}, {"id": "c", "name": "look", "arguments": {"source": "; ls"}}):
            outcome = self.agent.execute(command)
            self.assertEqual((outcome["outcome"], outcome["result"]), ("failed", None))
            self.assertTrue(outcome["error"])


class Times(unittest.TestCase):
    def test_times_of_nft_are_read(self):
        self.assertEqual(nat_agent.seconds_of("1h"), 3600)
        self.assertAlmostEqual(nat_agent.seconds_of("59m59s980ms"), 3599.98)
        self.assertEqual(nat_agent.seconds_of("1d2h"), 93600)

    def test_prefixes_compare_however_nft_spells_them(self):
        ranges = nat_agent.ranges_of_elements(["10.0.0.0-10.0.2.255", "10.0.9.9"])
        prefixes = ["10.0.2.0/24", "10.0.0.0/23", "10.0.1.0/24", "10.0.9.9/32"]
        self.assertEqual(ranges, nat_agent.ranges_of_prefixes(prefixes))
        self.assertNotEqual(ranges, nat_agent.ranges_of_prefixes(prefixes[:2]))


if __name__ == "__main__":
    unittest.main()
