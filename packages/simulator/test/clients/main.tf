# One of each resource of Hetzner's provider that the simulator models. A second plan must find nothing to change.
terraform {
  required_providers {
    hcloud = { source = "hetznercloud/hcloud" }
  }
}

variable "server_type" {
  default = "cx23"
}

variable "volume_size" {
  default = 10
}

data "hcloud_image" "debian" {
  name              = "debian-13"
  with_architecture = "x86"
}

data "hcloud_location" "fsn1" {
  name = "fsn1"
}

data "hcloud_server_type" "chosen" {
  name = var.server_type
}

resource "hcloud_ssh_key" "me" {
  name       = "me"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH me@here"
  labels     = { a = "b" }
}

resource "hcloud_network" "net" {
  name     = "net"
  ip_range = "10.0.0.0/16"
  labels   = { a = "b" }
}

resource "hcloud_network_subnet" "front" {
  network_id   = hcloud_network.net.id
  type         = "cloud"
  network_zone = data.hcloud_location.fsn1.network_zone
  ip_range     = "10.0.1.0/24"
}

resource "hcloud_network_subnet" "back" {
  network_id   = hcloud_network.net.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.0.2.0/24"
}

resource "hcloud_network_route" "out" {
  network_id  = hcloud_network.net.id
  destination = "0.0.0.0/0"
  gateway     = "10.0.1.2"
  depends_on  = [hcloud_network_subnet.front]
}

resource "hcloud_placement_group" "apart" {
  name = "apart"
  type = "spread"
}

resource "hcloud_firewall" "wall" {
  name = "wall"
  rule {
    direction  = "in"
    protocol   = "tcp"
    port       = "22"
    source_ips = ["0.0.0.0/0", "::/0"]
  }
  rule {
    direction       = "out"
    protocol        = "icmp"
    destination_ips = ["2001:db8::/32"]
    description     = "ping"
  }
}

resource "hcloud_firewall_attachment" "wall" {
  firewall_id     = hcloud_firewall.wall.id
  server_ids      = [hcloud_server.nat.id]
  label_selectors = ["tier=front"]
}

resource "hcloud_primary_ip" "out" {
  name        = "out"
  type        = "ipv4"
  location    = data.hcloud_location.fsn1.name
  auto_delete = false
}

resource "hcloud_rdns" "out" {
  primary_ip_id = hcloud_primary_ip.out.id
  ip_address    = hcloud_primary_ip.out.ip_address
  dns_ptr       = "nat.example.com"
}

resource "hcloud_server" "nat" {
  name               = "nat"
  server_type        = data.hcloud_server_type.chosen.name
  image              = data.hcloud_image.debian.name
  location           = data.hcloud_location.fsn1.name
  ssh_keys           = [hcloud_ssh_key.me.id]
  placement_group_id = hcloud_placement_group.apart.id
  backups            = true
  user_data          = "#cloud-config"
  labels             = { env = "prod" }
  public_net {
    ipv4         = hcloud_primary_ip.out.id
    ipv6_enabled = false
  }
}

resource "hcloud_server_network" "nat" {
  server_id = hcloud_server.nat.id
  subnet_id = hcloud_network_subnet.front.id
  ip        = "10.0.1.2"
  alias_ips = ["10.0.1.250"]
}

# Without a public interface, so it is made off, attached, and then started.
resource "hcloud_server" "inside" {
  name               = "inside"
  server_type        = "cx23"
  image              = data.hcloud_image.debian.id
  location           = "fsn1"
  delete_protection  = false
  rebuild_protection = false
  public_net {
    ipv4_enabled = false
    ipv6_enabled = false
  }
  network {
    network_id = hcloud_network.net.id
    ip         = "10.0.2.5"
    alias_ips  = ["10.0.2.6", "10.0.2.7"]
  }
  depends_on = [hcloud_network_subnet.back]
}

resource "hcloud_volume" "disk" {
  name     = "disk"
  size     = var.volume_size
  location = "fsn1"
  format   = "ext4"
}

resource "hcloud_volume_attachment" "disk" {
  volume_id = hcloud_volume.disk.id
  server_id = hcloud_server.inside.id
}

# A server does one thing at a time, and the provider does not try again here: so one after the other.
resource "hcloud_volume" "other" {
  name       = "other"
  size       = 10
  server_id  = hcloud_server.nat.id
  depends_on = [hcloud_server_network.nat]
}

resource "hcloud_snapshot" "first" {
  server_id   = hcloud_server.nat.id
  description = "first"
  depends_on  = [hcloud_volume.other]
}
