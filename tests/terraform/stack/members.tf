resource "aws_cognito_resource_server" "api" {
  identifier   = "https://api.example.com"
  name         = "API"
  user_pool_id = aws_cognito_user_pool.shop.id
  scope {
    scope_name        = "read"
    scope_description = "reads (${var.stage})"
  }
  dynamic "scope" {
    for_each = local.first ? [] : [1]
    content {
      scope_name        = "write"
      scope_description = "writes"
    }
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name                                 = "web"
  user_pool_id                         = aws_cognito_user_pool.shop.id
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_scopes                 = ["openid", "email", "${aws_cognito_resource_server.api.identifier}/read"]
  callback_urls                        = ["https://example.com/${var.stage}"]
  default_redirect_uri                 = "https://example.com/${var.stage}"
  logout_urls                          = ["https://example.com/out"]
  supported_identity_providers = concat(["COGNITO", aws_cognito_identity_provider.saml.provider_name],
  [for provider in aws_cognito_identity_provider.each : provider.provider_name])
  explicit_auth_flows           = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]
  access_token_validity         = 30
  id_token_validity             = 30
  refresh_token_validity        = 12 * var.stage
  read_attributes               = ["email", "custom:tenant"]
  write_attributes              = ["email", "custom:tenant"]
  prevent_user_existence_errors = "ENABLED"
  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }
}

# Nothing but what has to be said: all else has to come back as Terraform expects AWS's defaults.
resource "aws_cognito_user_pool_client" "plain" {
  name         = "plain ${var.stage}"
  user_pool_id = aws_cognito_user_pool.plain.id
}

resource "aws_cognito_user_pool_client" "secret" {
  name            = "secret"
  user_pool_id    = aws_cognito_user_pool.plain.id
  generate_secret = true
  lifecycle {
    ignore_changes = [generate_secret] # no answer says it, so an imported client would be made anew
  }
}

resource "aws_cognito_user_group" "admins" {
  name         = "admins"
  user_pool_id = aws_cognito_user_pool.shop.id
  description  = "stage ${var.stage}"
  precedence   = 5
  role_arn     = "arn:aws:iam::${local.account}:role/admins"
}

resource "aws_cognito_user" "ada" {
  user_pool_id = aws_cognito_user_pool.shop.id
  username     = "ada@example.com"
  enabled      = local.first
  attributes = {
    email          = "ada@example.com"
    email_verified = true
    name           = "Ada ${var.stage}"
    tenant         = "tenant-${var.stage}"
  }
}

resource "aws_cognito_user" "bob" {
  user_pool_id   = aws_cognito_user_pool.plain.id
  username       = "bob"
  password       = "Corr3ct-horse-${var.stage}"
  message_action = "SUPPRESS"
}

resource "aws_cognito_user_in_group" "ada_is_an_admin" {
  user_pool_id = aws_cognito_user_pool.shop.id
  group_name   = aws_cognito_user_group.admins.name
  username     = aws_cognito_user.ada.username
}

resource "aws_cognito_user_pool_domain" "prefix" {
  domain                = "shop-of-the-example"
  user_pool_id          = aws_cognito_user_pool.shop.id
  managed_login_version = var.stage
}

resource "aws_cognito_user_pool_domain" "custom" {
  domain          = "auth.shop.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:${local.account}:certificate/${var.stage}1111111-1111-1111-1111-111111111111"
  user_pool_id    = aws_cognito_user_pool.plain.id
}

resource "aws_cognito_user_pool_ui_customization" "pool" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  css          = ".label-customizable {font-weight: ${400 * var.stage};}"
}

resource "aws_cognito_user_pool_ui_customization" "web" {
  user_pool_id = aws_cognito_user_pool_domain.prefix.user_pool_id
  client_id    = aws_cognito_user_pool_client.web.id
  css          = ".label-customizable {font-weight: 500;}"
}

resource "aws_cognito_risk_configuration" "shop" {
  user_pool_id = aws_cognito_user_pool.shop.id
  compromised_credentials_risk_configuration {
    actions { event_action = local.first ? "BLOCK" : "NO_ACTION" }
  }
  risk_exception_configuration { blocked_ip_range_list = ["10.10.10.10/32"] }
}

data "aws_cognito_user_pool_clients" "shop" {
  user_pool_id = aws_cognito_user_pool.shop.id
  depends_on   = [aws_cognito_user_pool_client.web]
}

data "aws_cognito_user_pool_signing_certificate" "shop" { user_pool_id = aws_cognito_user_pool.shop.id }

data "aws_cognito_user_pools" "shop" { name = aws_cognito_user_pool.shop.name }
