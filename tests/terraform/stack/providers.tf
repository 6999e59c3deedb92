# What Cognito adds to the details stands here too, as Terraform compares all of them: on AWS it is the same.
locals {
  providers = {
    Google = {
      authorize_scopes              = "email openid"
      client_id                     = "id"
      client_secret                 = "stage ${var.stage}"
      attributes_url                = "https://people.googleapis.com/v1/people/me?personFields="
      attributes_url_add_attributes = "true"
      authorize_url                 = "https://accounts.google.com/o/oauth2/v2/auth"
      oidc_issuer                   = "https://accounts.google.com"
      token_request_method          = "POST"
      token_url                     = "https://www.googleapis.com/oauth2/v4/token"
    }
    Facebook = {
      api_version                   = "v17.0"
      authorize_scopes              = "public_profile, email"
      client_id                     = "1"
      client_secret                 = "stage ${var.stage}"
      attributes_url                = "https://graph.facebook.com/v17.0/me?fields="
      attributes_url_add_attributes = "true"
      authorize_url                 = "https://www.facebook.com/v17.0/dialog/oauth"
      token_request_method          = "GET"
      token_url                     = "https://graph.facebook.com/v17.0/oauth/access_token"
    }
    LoginWithAmazon = {
      authorize_scopes              = "profile postal_code"
      client_id                     = "amzn1.application-oa2-client.demo"
      client_secret                 = "stage ${var.stage}"
      attributes_url                = "https://api.amazon.com/user/profile"
      attributes_url_add_attributes = "false"
      authorize_url                 = "https://www.amazon.com/ap/oa"
      token_request_method          = "POST"
      token_url                     = "https://api.amazon.com/auth/o2/token"
    }
    OIDC = {
      attributes_request_method     = "GET"
      attributes_url                = "https://idp.example.com/userinfo"
      attributes_url_add_attributes = "false"
      authorize_scopes              = "openid"
      authorize_url                 = "https://idp.example.com/authorize"
      client_id                     = "id"
      client_secret                 = "stage ${var.stage}"
      jwks_uri                      = "https://idp.example.com/jwks"
      oidc_issuer                   = "https://idp.example.com"
      token_url                     = "https://idp.example.com/token"
    }
  }
}

resource "aws_cognito_identity_provider" "each" {
  for_each          = local.providers
  user_pool_id      = aws_cognito_user_pool.shop.id
  provider_name     = each.key == "OIDC" ? "partner" : each.key
  provider_type     = each.key
  provider_details  = each.value
  attribute_mapping = { username = each.key == "Facebook" ? "id" : each.key == "LoginWithAmazon" ? "user_id" : "sub" }
}

resource "aws_cognito_identity_provider" "saml" {
  user_pool_id    = aws_cognito_user_pool.shop.id
  provider_name   = "corporate"
  provider_type   = "SAML"
  idp_identifiers = ["corp.example.com"]
  provider_details = {
    IDPSignout            = local.first
    MetadataFile          = trimspace(file("${path.module}/saml_metadata.xml"))
    SLORedirectBindingURI = "https://idp.example.com/saml/slo"
    SSORedirectBindingURI = "https://idp.example.com/saml/sso"
  }
  attribute_mapping = { email = "mail" }
  lifecycle {
    # Made by Cognito, and of its choice: on AWS it has to be ignored too.
    ignore_changes = [provider_details["ActiveEncryptionCertificate"]]
  }
}

resource "aws_cognito_identity_provider" "apple" {
  user_pool_id  = aws_cognito_user_pool.shop.id
  provider_name = "SignInWithApple"
  provider_type = "SignInWithApple"
  provider_details = {
    authorize_scopes              = "email name"
    client_id                     = "com.example.shop"
    key_id                        = "DEMOKEY001"
    private_key                   = "a key"
    team_id                       = "DEMOTEAM01"
    attributes_url_add_attributes = "false"
    authorize_url                 = "https://appleid.apple.com/auth/authorize"
    oidc_issuer                   = "https://appleid.apple.com"
    token_request_method          = "POST"
    token_url                     = "https://appleid.apple.com/auth/token"
  }
  attribute_mapping = { username = "sub" }
  lifecycle {
    # Never shown again: on AWS it has to be ignored too.
    ignore_changes = [provider_details["private_key"]]
  }
}
