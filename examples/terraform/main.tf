# A private network with a way out, and an instance in it that has no public address: its first boot already
# reaches the internet, through a NAT VM that the gateway makes and keeps. docs/clients.md says how to run it.

terraform {
  required_providers {
    seca = {
      source = "eu-sovereign-cloud/seca"
    }
  }
}

variable "endpoint" {
  description = "Base URL of the gateway, as `npm start` prints it."
  type        = string
  default     = "http://127.0.0.1:8080"
}

variable "token" {
  description = "A SECA token of the tenant."
  type        = string
  sensitive   = true
}

variable "tenant" {
  type    = string
  default = "demo"
}

variable "region" {
  type    = string
  default = "eu-central"
}

variable "zone" {
  type    = string
  default = "fsn1"
}

provider "seca" {
  token  = var.token
  tenant = var.tenant
  region = var.region
  global_providers = {
    region_v1        = "${var.endpoint}/providers/seca.region"
    authorization_v1 = "${var.endpoint}/providers/seca.authorization"
  }
}

data "seca_network_sku" "any" {
  name = "hetzner-network"
}

data "seca_storage_sku" "any" {
  name = "hetzner-volume"
}

data "seca_instance_sku" "small" {
  name = "cx23"
}

resource "seca_workspace" "shop" {
  name   = "terraform-shop"
  labels = { managed-by = "terraform" }
}

resource "seca_network" "main" {
  name         = "main"
  workspace_id = seca_workspace.shop.name
  sku_id       = data.seca_network_sku.any.id
  cidr         = { ipv4 = "10.0.0.0/16" }
}

resource "seca_internet_gateway" "out" {
  name         = "out"
  workspace_id = seca_workspace.shop.name
  egress_only  = true
}

resource "seca_route_table" "default" {
  name         = "default"
  workspace_id = seca_workspace.shop.name
  network_id   = seca_network.main.name
  routes = [
    {
      destination_cidr_block = "0.0.0.0/0"
      target_id              = seca_internet_gateway.out.id
    }
  ]
}

resource "seca_subnet" "apps" {
  name           = "apps"
  workspace_id   = seca_workspace.shop.name
  network_id     = seca_network.main.name
  route_table_id = seca_route_table.default.id
  cidr           = { ipv4 = "10.0.1.0/24" }

  # Or the provider would replace the subnet with every change of its labels.
  lifecycle {
    ignore_changes = [cidr]
  }
}

resource "seca_nic" "web" {
  name         = "web"
  workspace_id = seca_workspace.shop.name
  subnet_id    = seca_subnet.apps.id
  addresses    = ["0.0.0.0"] # any free one
}

resource "seca_block_storage" "web" {
  name         = "web"
  workspace_id = seca_workspace.shop.name
  sku_id       = data.seca_storage_sku.any.id
  size_gb      = 20
}

resource "seca_instance" "web" {
  name           = "web"
  workspace_id   = seca_workspace.shop.name
  zone           = var.zone
  sku_id         = data.seca_instance_sku.small.id
  primary_nic_id = seca_nic.web.id
  boot_volume    = { device_id = seca_block_storage.web.id }
  user_data      = "#cloud-config\npackages: [nginx]\n"

  # The provider never starts an instance.
  extensions = { "start-on-create" = "true" }
}

output "instance" {
  value = {
    id          = seca_instance.web.id
    power_state = seca_instance.web.power_state
  }
}
