#include <utility>

#include "server/sign_in/arrival.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {

void BeginSrp(const Call& call, const storage::PasswordVerifier& verifier, const std::string& srp_a, State& state) {
  // After the user (recorded: LEGACY tells of an unknown one before SRP_A is looked at).
  call.trace.Check("SRP_A");
  if (!crypto::IsValidSrpA(srp_a)) {
    // Assumed: that it is an InvalidParameterException, and the text.
    throw api::InvalidParameterException("Invalid SRP_A.");
  }
  std::array<unsigned char, 32> b{};
  call.world.random.Fill(b);
  const crypto::SrpServerKey key = crypto::MakeSrpServerKey(verifier.verifier, b);
  state.srp_a = srp_a;
  state.srp_b = key.private_key;
  state.srp_public_b = key.public_key_hex;
}

Opened OpenBySrp(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const std::string& srp_a = Require(parameters, "SRP_A");
  CheckHashOf(call, name, parameters);
  Subject subject = Arrive(call, {name});
  Right begun{StateOf(subject, call)};
  BeginSrp(call, subject.verifier, srp_a, begun.state);
  return {std::move(subject), std::move(begun)};
}

}  // namespace rockpool::sign_in
