// A pool with users and an app client that allows all flows, and the calls of a sign-in.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "tests/operations/pool_caller.h"
#include "tests/support/srp_client.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

inline constexpr const char* kRightPassword = "Right-Pass1";
inline constexpr const char* kTimestamp = "Sun Nov 29 2:05:09 UTC 2026";

// Appended to the request for a pool whose users can get codes by e-mail.
inline constexpr const char* kWithEmail =
    R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

using Pairs = std::map<std::string, std::string, std::less<>>;

class SignInPool {
 public:
  // `of_pool` and `of_client` are appended to the requests that create the two.
  explicit SignInPool(TestService& service, std::string_view of_pool = "", std::string_view of_client = "");

  const std::string& id() const { return pool_.id(); }
  const std::string& client() const { return client_; }
  TestService& service() const { return service_; }

  // A call about the pool, as an administrator. `members` follow the UserPoolId.
  Answer Call(std::string_view operation, std::string_view members = "") const { return pool_.Call(operation, members); }
  std::string Try(std::string_view operation, std::string_view members = "") const { return OutcomeOf(Call(operation, members)); }

  // Another client; `members` follow its name. Returns its id.
  std::string AddClient(std::string_view members = "") const;
  // Of these calls from then on.
  void UseClient(std::string client) { client_ = std::move(client); }

  // A confirmed user with kRightPassword; `attributes` as {"email","a@b.example"}.
  void AddUser(const std::string& name, const Pairs& attributes = {}) const;
  // The same, with a password that has to be changed.
  void Invite(const std::string& name, const Pairs& attributes = {}) const;
  // ClientMetadata of the calls of sign-ins from then on, as a JSON object; empty: none.
  void SendMetadata(std::string json) { metadata_ = std::move(json); }

  // An operation on one user: `members` follow UserPoolId and Username.
  std::string TryOn(std::string_view operation, const std::string& name, const std::string& members = "") const;
  // {"UserMFASettingList":...} and the rest, of AdminGetUser.
  Answer Show(const std::string& name) const;

  // InitiateAuth and RespondToAuthChallenge.
  Answer Initiate(std::string_view flow, const Pairs& parameters) const;
  Answer Respond(std::string_view challenge, std::string_view session, const Pairs& responses) const;
  // Their administrator's forms.
  Answer AdminInitiate(std::string_view flow, const Pairs& parameters) const;
  Answer AdminRespond(std::string_view challenge, std::string_view session, const Pairs& responses) const;

  Answer ByPassword(const std::string& name, const std::string& password = kRightPassword) const;
  // Both calls; the answer of the last one that there was.
  Answer BySrp(const std::string& name, const std::string& password = kRightPassword) const;
  // The answer to a PASSWORD_VERIFIER that was asked.
  Answer Prove(const Answer& asked, const std::string& password = kRightPassword, const Pairs& more = {}) const;
  Pairs ProofOf(const Answer& asked, const std::string& password = kRightPassword) const;

  // An authenticator of the user, verified by an access token; the clock is a step further afterwards.
  void AddToken(const std::string& name, const std::string& friendly_name = "") const;
  // Its code of this moment.
  std::string CodeOf(const std::string& name) const;
  // An access token of the user.
  std::string AccessTokenOf(const std::string& name) const;

  // Of the newest message in the pool's outbox: its code, where it went.
  std::string SentCode() const;
  std::string SentTo() const;

  // What the newest call left in the trace, as "rule: verdict (reason)", the last rule alone.
  std::string LastTraced() const;

 private:
  std::string Members(const Pairs& pairs, std::string_view name) const;

  TestService& service_;
  PoolCaller pool_;
  std::string client_;
  std::string metadata_;
  SrpClient srp_;
};

// ChallengeName, or "tokens", or the refusal.
std::string NextOf(const Answer& answer);

// The object of JSON with these texts.
std::string JsonOf(const Pairs& pairs);

// A pool with MFA on or optional, and these factors: any of "sms", "token", "email", with blanks between them.
void SetMfa(const SignInPool& pool, std::string_view mode, std::string_view factors);

}  // namespace rockpool::support
