#include <optional>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/sign_in/arrival.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {
namespace {

constexpr const char* kSrpA = "SRP_A";  // a member, and the name of the challenge that it is the answer to

// What SRP is to begin with, where the client asks for it.
std::optional<std::string> SrpAIn(const Parameters& parameters) {
  const auto challenge = Find(parameters, "CHALLENGE_NAME");
  if (!challenge) {
    return std::nullopt;
  }
  if (*challenge != kSrpA) {
    throw api::InvalidParameterException("Invalid challenge type.");  // Assumed: the text
  }
  return Require(parameters, kSrpA);
}

}  // namespace

Opened OpenByFunctions(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const auto srp_a = SrpAIn(parameters);
  CheckHashOf(call, name, parameters);
  Arriving arriving{name};
  if (!srp_a) {
    // Else PASSWORD_VERIFIER tells of it. Assumed: that it is told now, and that a lockout, which is one of passwords, does not count.
    arriving.rules = [&call](const storage::Transaction&, const Subject& subject) { RequireMayEnterWithoutPassword(call, subject); };
  }
  Subject subject = Arrive(call, arriving);
  Right begun{StateOf(subject, call)};
  begun.state.is_custom = true;
  if (srp_a) {
    BeginSrp(call, subject, *srp_a, begun.state);
    begun.state.results.push_back({kSrpA, true});
  }
  return {std::move(subject), std::move(begun)};
}

}  // namespace rockpool::sign_in
