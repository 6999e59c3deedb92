// What a sign-in through a provider is told about in its trace: what was sent and received, which checks were made, what became of the
// claims. A part of sign_in::Trace, which has the checks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/sign_in/trace.h"

namespace rockpool::federation {

// Of one call; one thread. Each text is cut at 16 KiB, and all together at 64 KiB; what is no UTF-8 is shown without the bytes that are
// not ASCII. Writes may run twice: what is said again in the same words counts once, and of an attribute and of the user the last word
// counts.
class Report {
 public:
  explicit Report(sign_in::Trace& trace) : trace_(trace) {}

  // See sign_in::Trace.
  void Check(std::string_view rule) { trace_.Check(rule); }
  void CheckAgain(std::string_view rule, sign_in::Trace::Last last) { trace_.CheckAgain(rule, last); }
  void Explain(std::string reason) { trace_.Explain(std::move(reason)); }
  void Tell(std::string_view what, std::string_view verdict, std::string_view reason) { trace_.Tell(what, verdict, reason); }

  // `what` is like "authorization request", "token request", "AuthnRequest", "ID token", "profile", "SAML assertion". The caller has
  // shortened what is secret (Shortened).
  void Sent(std::string_view what, std::string_view text) { AddMessage("sent", what, text); }
  void Received(std::string_view what, std::string_view text) { AddMessage("received", what, text); }

  // The attribute of the pool gets the value, from the claim; or does not, and why.
  void Mapped(std::string_view attribute, std::string_view claim, std::string_view value) {
    AddOutcome({attribute, claim, "value", value});
  }
  void Dropped(std::string_view attribute, std::string_view claim, std::string_view reason) {
    AddOutcome({attribute, claim, "reason", reason});
  }

  void UserBefore(const accounts::User& user) { told_.user_before = KeptUser(user); }
  void UserAfter(const accounts::User& user) { told_.user_after = KeptUser(user); }

  // Puts all of it into the trace, which shows it as {"messages":[{"direction":"sent","what":"token request","text":"..."}],
  // "mapped":[{"attribute":"email","claim":"email","value":"..."}], "dropped":[{"attribute":...,"claim":...,"reason":...}],
  // "user_before":{...}, "user_after":{...}}. Call it however the call ends, and last.
  void Close();

 private:
  struct Message {
    std::string_view direction;
    std::string what;
    std::string text;

    bool operator==(const Message&) const = default;
  };
  struct Outcome {
    std::string attribute;
    std::string claim;
    std::string_view member;  // "value" of what is mapped, "reason" of what is dropped
    std::string text;
  };
  struct User {
    std::string username;
    api::UserStatusType status;
    bool is_enabled;
    std::vector<std::pair<std::string, std::string>> attributes;
  };
  struct Told {
    std::vector<Message> messages{};
    std::vector<Outcome> outcomes{};
    std::optional<User> user_before{};
    std::optional<User> user_after{};
  };
  struct OutcomeText {
    std::string_view attribute;
    std::string_view claim;
    std::string_view member;
    std::string_view text;
  };

  void AddMessage(std::string_view direction, std::string_view what, std::string_view text);
  void AddOutcome(const OutcomeText& told);
  std::string Kept(std::string_view text);
  static User KeptUser(const accounts::User& user);
  static std::string JsonOf(const User& user);
  static std::vector<std::string> JsonOf(const std::vector<Outcome>& outcomes, std::string_view member);
  static std::string JsonOf(const Told& told);

  sign_in::Trace& trace_;
  std::size_t room_ = 64UL * 1024;
  Told told_;
};

// At most so many bytes of it and "...", cut between characters; bytes of what is no UTF-8 are left out unless they are ASCII.
std::string Cut(std::string_view text, std::size_t most);

// The first four characters and the length: "ya29... (212 characters)". What is shorter than sixteen is not shown at all.
std::string Shortened(std::string_view secret);

}  // namespace rockpool::federation
