#include <utility>

#include "server/accounts/passwords.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/triggers.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {

Opened OpenByPassword(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const std::string& password = Require(parameters, "PASSWORD");
  CheckHashOf(call, name, parameters);
  call.trace.Check("user exists");
  Subject subject = call.rounds.Look([&](const storage::Transaction& transaction) {
    Subject found = LookForSubject(transaction, call, name, IfUnknown::kAsks);
    // AWS asks PreAuthentication before it looks at the user's state.
    TellSkippedTriggers(call, Moment::kBegin);
    RequireMayTry(transaction, call, found);
    return found;
  });
  call.trace.Check("password");
  // AuthParameters has no constraints of the model; no password is longer than this.
  const bool is_right = util::Utf16Length(password) <= accounts::kLongestPassword &&
                        accounts::IsPassword(call.pool(), subject.username, password, subject.verifier);
  if (!is_right || !subject.user || !subject.credentials.password) {
    Wrong wrong = WrongPassword(call, subject);
    return {std::move(subject), std::move(wrong)};
  }
  RequireMayEnter(call, subject);
  Right right{StateOf(subject, call)};
  right.state.has_first_factor = true;
  right.state.password_digest = DigestOfPassword(subject.credentials.password);
  return {std::move(subject), std::move(right)};
}

}  // namespace rockpool::sign_in
