// The handlers of all endpoints and pages, so that mount.cpp need not stand on the families that define them. `mount.cpp` says of each
// where it is mounted and where it runs.
#pragma once

#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// endpoints/
http::Response Authorize(const Exchange& exchange);
http::Response Logout(const Exchange& exchange);
http::Response IdpResponse(const Exchange& exchange);
http::Response SamlResponse(const Exchange& exchange);
http::Response SamlLogout(const Exchange& exchange);
http::Response ShowError(const Exchange& exchange);
http::Response UserInfo(const Exchange& exchange);
http::Response Revoke(const Exchange& exchange);

// token/
http::Response Token(const Exchange& exchange);

// registration/
http::Response RegisterClient(const Exchange& exchange);

// pages/
http::Response ShowLogin(const Exchange& exchange);
http::Response PostLogin(const Exchange& exchange);
http::Response ShowFirstFactor(const Exchange& exchange);
http::Response PostFirstFactor(const Exchange& exchange);
http::Response ShowPasskey(const Exchange& exchange);
http::Response PostPasskey(const Exchange& exchange);
http::Response ShowAddPasskey(const Exchange& exchange);
http::Response PostAddPasskey(const Exchange& exchange);
http::Response ShowSignUp(const Exchange& exchange);
http::Response PostSignUp(const Exchange& exchange);
http::Response ShowConfirm(const Exchange& exchange);
http::Response PostConfirm(const Exchange& exchange);
http::Response PostResendCode(const Exchange& exchange);
http::Response ConfirmUser(const Exchange& exchange);
http::Response GiveFeedback(const Exchange& exchange);
http::Response ShowForgotPassword(const Exchange& exchange);
http::Response PostForgotPassword(const Exchange& exchange);
http::Response ShowConfirmForgotPassword(const Exchange& exchange);
http::Response PostConfirmForgotPassword(const Exchange& exchange);
http::Response ShowNewPassword(const Exchange& exchange);
http::Response PostNewPassword(const Exchange& exchange);
http::Response ShowMfaCode(const Exchange& exchange);
http::Response PostMfaCode(const Exchange& exchange);
http::Response ShowMfaChoice(const Exchange& exchange);
http::Response PostMfaChoice(const Exchange& exchange);
http::Response ShowMfaOptions(const Exchange& exchange);
http::Response PostMfaOptions(const Exchange& exchange);
http::Response ShowTotpSetUp(const Exchange& exchange);
http::Response PostTotpSetUp(const Exchange& exchange);
http::Response ShowEmailSetUp(const Exchange& exchange);
http::Response PostEmailSetUp(const Exchange& exchange);

}  // namespace rockpool::oauth
