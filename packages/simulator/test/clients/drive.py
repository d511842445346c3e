"""Calls every operation that hcloud-python has a method for, in an order in which each one succeeds.

Usage: drive.py ENDPOINT TOKEN. Ends with a traceback at the first call that fails.
"""

import sys
from datetime import datetime, timedelta, timezone

from hcloud import Client
from hcloud.firewalls import FirewallResource, FirewallResourceLabelSelector, FirewallRule
from hcloud.images import Image
from hcloud.locations import Location
from hcloud.networks import NetworkRoute, NetworkSubnet
from hcloud.server_types import ServerType
from hcloud.servers import ServerCreatePublicNetwork

PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me@here"
FSN1 = Location(name="fsn1")

endpoint, token = sys.argv[1:]
client = Client(token=token, api_endpoint=endpoint, poll_interval=0.05)


def done(*actions):
    """Waits; an action that fails raises."""
    for action in actions:
        action.wait_until_finished()
    return actions[0]


def read_actions(resources, one):
    """The four ways in which the actions of a resource can be read."""
    assert resources.actions.get_all(), "no actions of the type"
    newest = one.get_actions()[-1]
    assert resources.actions.get_by_id(newest.id).command == newest.command
    assert client.request(method="GET", url=f"{resources._base_url}/{one.id}/actions/{newest.id}")


def read_catalogue():
    assert client.locations.get_by_id(client.locations.get_by_name("fsn1").id).network_zone == "eu-central"
    assert client.server_types.get_by_id(client.server_types.get_by_name("cx23").id).cores == 2
    image = client.images.get_by_name_and_architecture("debian-13", "arm")
    assert client.images.get_by_id(image.id).architecture == "arm"
    assert client.isos.get_by_id(client.isos.get_all()[0].id).name
    assert client.request(method="GET", url="/pricing")["pricing"]["currency"] == "EUR"


def drive_networks():
    network = client.networks.create(
        name="net",
        ip_range="10.0.0.0/16",
        subnets=[NetworkSubnet(type="cloud", network_zone="eu-central", ip_range="10.0.1.0/24")],
        labels={"a": "b"},
    )
    subnet = NetworkSubnet(type="cloud", network_zone="eu-central", ip_range="10.0.2.0/24")
    route = NetworkRoute(destination="0.0.0.0/0", gateway="10.0.1.250")
    done(network.add_subnet(subnet))
    done(network.add_route(route))
    done(network.delete_route(route))
    done(network.delete_subnet(subnet))
    done(network.change_ip_range("10.0.0.0/15"))
    done(network.change_protection(delete=True))
    done(network.change_protection(delete=False))
    network.update(name="net-1", labels={})
    assert client.networks.get_by_name("net-1").ip_range == "10.0.0.0/15"
    read_actions(client.networks, network)
    return client.networks.get_by_id(network.id)


def drive_small_things():
    key = client.ssh_keys.create(name="key", public_key=PUBLIC_KEY)
    key = client.ssh_keys.get_by_id(client.ssh_keys.get_by_fingerprint(key.fingerprint).id)
    key.update(name="key-1")
    group = client.placement_groups.create(name="group", type="spread").placement_group
    assert client.placement_groups.get_by_name("group").id == group.id
    group.update(name="group-1")
    return key, client.placement_groups.get_by_id(group.id)


def drive_firewall():
    ssh = FirewallRule(direction="in", protocol="tcp", port="22", source_ips=["0.0.0.0/0", "::/0"])
    firewall = client.firewalls.create(name="wall", rules=[ssh]).firewall
    selector = FirewallResourceLabelSelector(selector="env=prod")
    everywhere = [FirewallResource(type="label_selector", label_selector=selector)]
    done(*firewall.set_rules([ssh, FirewallRule(direction="in", protocol="icmp", source_ips=["::/0"])]))
    done(*firewall.apply_to_resources(everywhere))
    done(*firewall.remove_from_resources(everywhere))
    firewall.update(name="wall-1")
    assert len(client.firewalls.get_by_id(client.firewalls.get_by_name("wall-1").id).rules) == 2
    read_actions(client.firewalls, firewall)
    return firewall


def drive_primary_ip():
    ip = client.primary_ips.create(type="ipv4", name="ip", location=FSN1).primary_ip
    ip.update(name="ip-1")
    done(ip.change_dns_ptr(ip=ip.ip, dns_ptr="host.example.com"))
    done(ip.change_protection(delete=True))
    done(ip.change_protection(delete=False))
    assert client.primary_ips.get_by_name("ip-1").dns_ptr[0]["dns_ptr"] == "host.example.com"
    return client.primary_ips.get_by_id(ip.id)


def drive_server(network, key, group, firewall, ip):
    created = client.servers.create(
        name="web",
        server_type=ServerType(name="cx23"),
        image=Image(name="debian-13"),
        location=FSN1,
        ssh_keys=[key],
        networks=[network],
        firewalls=[firewall],
        placement_group=group,
        labels={"env": "prod"},
        user_data="#cloud-config",
        public_net=ServerCreatePublicNetwork(ipv4=ip, enable_ipv6=False),
    )
    done(created.action, *created.next_actions)
    server = client.servers.get_by_id(client.servers.get_by_name("web").id)
    assert server.status == "running" and server.public_net.primary_ipv4.id == ip.id
    assert [member.id for member in network.get_member_all(type=["server"])] == [server.id]
    server.update(name="web-1")
    now = datetime.now(timezone.utc)
    assert server.get_metrics(type=["cpu", "disk"], start=now - timedelta(hours=1), end=now).metrics.time_series
    done(server.request_console().action)
    done(server.attach_iso(client.isos.get_all(architecture=["x86"])[0]))
    done(server.detach_iso())
    done(server.change_alias_ips(network=network, alias_ips=["10.0.1.50"]))
    done(server.detach_from_network(network))
    done(server.attach_to_network(network, ip="10.0.1.9"))
    done(server.change_dns_ptr(ip=ip.ip, dns_ptr="web.example.com"))
    done(server.reset_password().action)
    done(server.enable_rescue(type="linux64").action)
    done(server.disable_rescue())
    done(server.reboot())
    done(server.reset())
    done(server.change_protection(delete=True, rebuild=True))
    done(server.change_protection(delete=False, rebuild=False))
    done(server.enable_backup())
    done(server.disable_backup())
    drive_snapshot(server)
    done(server.rebuild(Image(name="ubuntu-24.04")).action)
    done(server.shutdown())
    done(server.power_on())
    done(server.power_off())
    done(server.remove_from_placement_group())
    done(server.add_to_placement_group(group))
    done(server.change_type(ServerType(name="cx33"), upgrade_disk=False))
    read_actions(client.servers, server)
    return server


def drive_snapshot(server):
    created = server.create_image(description="first", type="snapshot", labels={"kind": "snapshot"})
    done(created.action)
    image = client.images.get_by_id(created.image.id)
    image.update(description="second")
    done(image.change_protection(delete=True))
    done(image.change_protection(delete=False))
    read_actions(client.images, image)
    image.delete()


def drive_volume(server):
    created = client.volumes.create(size=10, name="disk", server=server, format="ext4")
    done(created.action, *created.next_actions)
    volume = client.volumes.get_by_id(client.volumes.get_by_name("disk").id)
    volume.update(name="disk-1")
    done(volume.resize(20))
    done(volume.change_protection(delete=False))
    done(volume.detach())
    done(volume.attach(server))
    done(volume.detach())
    read_actions(client.volumes, volume)
    volume.delete()


def main():
    read_catalogue()
    network = drive_networks()
    key, group = drive_small_things()
    firewall = drive_firewall()
    ip = drive_primary_ip()
    server = drive_server(network, key, group, firewall, ip)
    drive_volume(server)
    done(server.power_off())
    done(ip.unassign())
    done(ip.assign(server.id, "server"))
    read_actions(client.primary_ips, ip)
    action = done(server.delete())
    assert client.actions.get_by_id(action.id).status == "success"
    assert client.request(method="GET", url="/actions", params={"id": [action.id]})["actions"]
    firewall.delete()
    group.delete()
    ip.delete()
    network.delete()
    key.delete()


main()
