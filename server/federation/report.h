// What a sign-in through a provider is told about in its trace: what was sent and received, which checks were made, what became of the
// claims. A part of sign_in::Trace, which has the checks.
#pragma once

#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/sign_in/trace.h"

namespace rockpool::federation {

// Of one call; one thread. Each text is cut at 16 KiB. Writes may run twice: what is said again in the same words counts once, and of the
// user the last word counts.
class Report {
 public:
  explicit Report(sign_in::Trace& trace) : trace_(trace) {}

  // See sign_in::Trace.
  void Check(std::string_view rule) { trace_.Check(rule); }
  void Explain(std::string reason) { trace_.Explain(std::move(reason)); }

  // `what` is like "authorization request", "token request", "AuthnRequest", "ID token", "profile", "SAML assertion". The caller has
  // shortened what is secret (Shortened).
  void Sent(std::string_view what, std::string_view text);
  void Received(std::string_view what, std::string_view text);

  // The attribute of the pool gets the value, from the claim; or does not, and why.
  void Mapped(std::string_view attribute, std::string_view claim, std::string_view value);
  void Dropped(std::string_view attribute, std::string_view claim, std::string_view reason);

  void UserBefore(const accounts::User& user);
  void UserAfter(const accounts::User& user);

  // Puts all of it into the trace. Call it however the call ends.
  void Close();

 private:
  sign_in::Trace& trace_;
  // ...
};

// The first four characters and the length: "ya29... (212 characters)".
std::string Shortened(std::string_view secret);

}  // namespace rockpool::federation
