resource "aws_cognito_user_pool" "shop" {
  name                     = "shop"
  user_pool_tier           = "PLUS"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = local.first ? "OPTIONAL" : "OFF"
  tags                     = { stage = var.stage }

  dynamic "software_token_mfa_configuration" {
    for_each = local.first ? [1] : []
    content { enabled = true }
  }
  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
  admin_create_user_config {
    allow_admin_create_user_only = local.first
    invite_message_template {
      email_message = "Hello {username}, your password is {####}."
      email_subject = "Welcome"
      sms_message   = "{username} {####}"
    }
  }
  device_configuration {
    challenge_required_on_new_device      = true
    device_only_remembered_on_user_prompt = local.first
  }
  email_configuration { email_sending_account = "COGNITO_DEFAULT" }
  password_policy {
    minimum_length                   = 9 + var.stage
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = false
    require_uppercase                = true
    temporary_password_validity_days = 7
    password_history_size            = 5
  }
  sign_in_policy { allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"] }
  schema {
    name                = "tenant"
    attribute_data_type = "String"
    mutable             = true
    string_attribute_constraints {
      min_length = 1
      max_length = 64
    }
  }
  schema {
    name                = "age"
    attribute_data_type = "Number"
    mutable             = true
    number_attribute_constraints {
      min_value = 0
      max_value = 150
    }
  }
  dynamic "schema" {
    for_each = local.first ? [] : [1]
    content {
      name                = "subscribed"
      attribute_data_type = "Boolean"
      mutable             = true
    }
  }
  username_configuration { case_sensitive = false }
  user_attribute_update_settings { attributes_require_verification_before_update = ["email"] }
  user_pool_add_ons { advanced_security_mode = "AUDIT" }
  verification_message_template {
    default_email_option  = "CONFIRM_WITH_LINK"
    email_message_by_link = "Click {##here##}"
    email_subject_by_link = "Please confirm (${var.stage})"
  }
  lambda_config {
    post_confirmation = "arn:aws:lambda:us-east-1:${local.account}:function:confirmed"
    pre_token_generation_config {
      lambda_arn     = "arn:aws:lambda:us-east-1:${local.account}:function:token-${var.stage}"
      lambda_version = "V2_0"
    }
  }
}

resource "aws_cognito_user_pool" "messages" {
  name                       = "messages"
  alias_attributes           = ["phone_number", "preferred_username"]
  auto_verified_attributes   = ["phone_number"]
  mfa_configuration          = "ON"
  sms_authentication_message = "stage ${var.stage}: {####}"

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
    recovery_mechanism {
      name     = "verified_phone_number"
      priority = 2
    }
  }
  email_configuration {
    email_sending_account  = "DEVELOPER"
    from_email_address     = "shop@example.com"
    reply_to_email_address = "help@example.com"
    source_arn             = "arn:aws:ses:us-east-1:${local.account}:identity/example.com"
  }
  email_mfa_configuration {
    message = "stage ${var.stage}: {####}"
    subject = "Your code"
  }
  sms_configuration {
    external_id    = "shop"
    sns_caller_arn = "arn:aws:iam::${local.account}:role/sns"
    sns_region     = "us-east-1"
  }
  software_token_mfa_configuration { enabled = true }
  web_authn_configuration {
    relying_party_id  = "example.com"
    user_verification = local.first ? "required" : "preferred"
  }
  schema {
    name                = "email"
    attribute_data_type = "String"
    required            = true
    mutable             = true
    string_attribute_constraints {
      min_length = 0
      max_length = 2048
    }
  }
}

resource "aws_cognito_user_pool" "plain" { name = "plain" }

resource "aws_cognito_user_pool" "lite" {
  name                       = "lite"
  user_pool_tier             = local.first ? "LITE" : "ESSENTIALS"
  username_attributes        = ["email", "phone_number"]
  email_verification_message = "Your code is {####}"
  email_verification_subject = "Your code"
  sms_verification_message   = "{####}"
}
