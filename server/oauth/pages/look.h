// pages: what a person sees of a user pool, and fills in: its sign-in pages in both looks, their words, styles and images, their forms, and
// where a browser is between two of them. What is asked next and whether an answer is right it is told by sign_in and sign_up.
//
// The frame of all pages. The look is the domain's: version 1 is the classic hosted UI, in English alone, with what SetUICustomization
// says; version 2 is managed login, in the languages of texts.h, with the app client's branding style.
#pragma once

#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/http/message.h"
#include "server/pages/pages.h"

namespace rockpool::oauth {

struct Exchange;
struct Site;

// The values of each page. All may have ERROR (shown as an alert) and NOTICE (of what went well); all with a form have ACTION, the path and
// query that it is posted to. A link that is not set, or empty, is not shown. XSRF, words, labels and what the pool's settings say (rules
// of passwords, what a user name is, terms) are put in by ShowPage.
enum class PageName {
  kSignIn,   // USERNAME, SIGN_UP_LINK, FORGOT_LINK; providers by AddProvider. Shows NAME_AND_PASSWORD, or NAME_ALONE
  kSignUp,   // USERNAME, SIGN_IN_LINK; attributes by AddRequiredAttribute; providers by AddProvider
  kConfirm,  // `code` or `verification_code`; DESTINATION, SIGN_IN_LINK. Buttons `confirm` and `resend`, the latter posted to RESEND_ACTION
             // if set
  kForgotPassword,         // USERNAME, SIGN_IN_LINK
  kConfirmForgotPassword,  // DESTINATION, SIGN_IN_LINK
  kNewPassword,            // attributes by AddRequiredAttribute
  kMfaChoice,              // choices by AddMfaChoice
  kMfaCode,                // DESTINATION, absent for an authenticator app
  kTotpSetUp,              // SECRET, SetQrCode, DEVICE_NAME
  kEmailSetUp,             // EMAIL
  kFirstFactor,            // USERNAME, FORGOT_LINK, SIGN_IN_LINK; shows PASSWORD_FORM; other ways by AddWay. Managed login alone
  kPasskey,                // `credential`; OPTIONS, JSON (CREDENTIAL_REQUEST_OPTIONS); SIGN_IN_LINK
  kAddPasskey,             // `credential` or `skip`; OPTIONS, JSON (CredentialCreationOptions). Managed login alone
  kError,                  // ERROR
  kMessage,                // HEADING, or as one NOTICE; SIGN_IN_LINK
};

// HTTP 200, or `status`, as text/html with the headers that a page of its own needs (Content-Security-Policy, Referrer-Policy); those of
// all answers at the domain are the endpoint's. `client` is null where a page is about none. For version 2 a client without a branding
// style has 403 `Login pages unavailable. Please contact an administrator.` instead of any page but kError. Reads the store, so not in a
// transaction.
http::Response ShowPage(const Exchange& exchange, const Site& site, const clients::ClientInUse* client, PageName page, pages::Values values,
                        int status = 200);

// A page where no pool or domain is known: an error, in the frame of the classic look.
http::Response ShowPlainError(const Exchange& exchange, std::string_view error, int status = 400);

// A button of the sign-in page that leads to `link`.
void AddProvider(pages::Values& values, api::IdentityProviderTypeType type, std::string_view name, std::string_view link);

// A field of an attribute that the pool requires: `name` is its full name ("email"), `value` what was typed.
void AddRequiredAttribute(pages::Values& values, std::string_view name, std::string_view value);

// The QR code of the address that an authenticator app reads (otpauth://...), drawn into the page: a secret needs no address of its own.
void SetQrCode(pages::Values& values, std::string_view otpauth);

// One of the ways to prove oneself; `choice` is SMS_MFA, EMAIL_OTP, WEB_AUTHN or SOFTWARE_TOKEN_MFA.
void AddMfaChoice(pages::Values& values, std::string_view choice);

// One of the ways to sign in without a password; `challenge` is EMAIL_OTP, SMS_OTP or WEB_AUTHN.
void AddWay(pages::Values& values, std::string_view challenge);

}  // namespace rockpool::oauth
