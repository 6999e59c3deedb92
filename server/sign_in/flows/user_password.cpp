#include <optional>
#include <utility>

#include "server/sign_in/arrival.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {

Opened OpenByPassword(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const std::string& password = Require(parameters, "PASSWORD");
  CheckHashOf(call, name, parameters);
  Subject subject =
      Arrive(call, {name, CanBePassword(password) ? std::optional(password) : std::nullopt,
                    [&call](const storage::Transaction& transaction, const Subject& found) { RequireMayTry(transaction, call, found); }});
  if (auto wrong = CheckPassword(call, subject, password)) {
    return {std::move(subject), *std::move(wrong)};
  }
  Right right{StateOf(subject, call)};
  TakePassword(right.state, subject);
  return {std::move(subject), std::move(right)};
}

}  // namespace rockpool::sign_in
