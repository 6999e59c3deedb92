terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "endpoint" { type = string }

# 1: as it is set up. 2: as it is changed afterwards, in place.
variable "stage" { type = number }

locals {
  account = "000000000000"
  first   = var.stage == 1
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  endpoints { cognitoidp = var.endpoint }
}
