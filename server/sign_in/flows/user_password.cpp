#include <optional>
#include <utility>

#include "server/accounts/passwords.h"
#include "server/sign_in/arrival.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {

Opened OpenByPassword(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const std::string& password = Require(parameters, "PASSWORD");
  CheckHashOf(call, name, parameters);
  // AuthParameters has no constraints of the model; no password is longer than this.
  const bool can_be_one = util::Utf16Length(password) <= accounts::kLongestPassword;
  Subject subject =
      Arrive(call, {name, can_be_one ? std::optional(password) : std::nullopt,
                    [&call](const storage::Transaction& transaction, const Subject& found) { RequireMayTry(transaction, call, found); }});
  call.trace.Check("password");
  const bool is_right = can_be_one && accounts::IsPassword(call.pool(), subject.username, password, subject.verifier);
  if (!is_right || !subject.user || !subject.credentials.password) {
    Wrong wrong = WrongPassword(call, subject);
    return {std::move(subject), std::move(wrong)};
  }
  RequireMayEnter(call, subject);
  Right right{StateOf(subject, call)};
  right.state.has_first_factor = true;
  AddMethod(right.state, "pwd");
  right.state.password_digest = DigestOfPassword(subject.credentials.password);
  return {std::move(subject), std::move(right)};
}

}  // namespace rockpool::sign_in
