#include <utility>

#include "server/sign_in/arrival.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {

Opened OpenBySrp(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const std::string& srp_a = Require(parameters, "SRP_A");
  CheckHashOf(call, name, parameters);
  Subject subject = Arrive(call, {name});
  Right begun{StateOf(subject, call)};
  BeginSrp(call, subject, srp_a, begun.state);
  return {std::move(subject), std::move(begun)};
}

}  // namespace rockpool::sign_in
