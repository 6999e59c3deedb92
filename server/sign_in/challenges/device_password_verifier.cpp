#include <array>
#include <string>

#include "server/accounts/devices.h"
#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/srp.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/challenges/device_answer.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

class DevicePasswordVerifierChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 4> kNeeds{kDeviceKey, "PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE",
                                                            "TIMESTAMP"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking& asking) const override {
    return {{"DEVICE_KEY", asking.state.device_key},
            {"SALT", asking.subject.device ? util::HexEncode(asking.subject.device->secret.salt) : ""},
            {"SECRET_BLOCK", crypto::Base64Encode(asking.secret_block)},
            {"SRP_B", asking.state.srp_public_b},
            {"USERNAME", asking.subject.username}};
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    const storage::Device& device = RequireAskedDevice(call, answering);
    call.trace.Check("device proof");
    const State& state = answering.state;
    const auto key = crypto::SrpSessionKey(state.srp_a, {state.srp_b, state.srp_public_b}, device.secret.verifier);
    const std::string secret_block = crypto::Base64Decode(answering.responses.find("PASSWORD_CLAIM_SECRET_BLOCK")->second).value_or("");
    const std::string right = crypto::SrpSignature(key.value_or(""), accounts::DeviceGroupKeyOf(call.pool()), device.key, secret_block,
                                                   answering.responses.find("TIMESTAMP")->second);
    const bool is_proof = crypto::EqualInConstantTime(right, answering.responses.find("PASSWORD_CLAIM_SIGNATURE")->second);
    if (!key || !is_proof) {
      call.trace.Explain("the proof is not one by the device's secret");
      // Assumed: the text, which is the password's, and that a device's secret, which nobody guesses, locks nobody out.
      return WrongAnswer(api::NotAuthorizedException("Incorrect username or password."), Costs::kTheSession, false);
    }
    Right proved{state};
    proved.state.is_device_proved = true;
    proved.state.has_second_factor = true;  // it stands in its place
    ForgetSrp(proved.state);
    return proved;
  }
};

}  // namespace

const Challenge& DevicePasswordVerifier() {
  static const DevicePasswordVerifierChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
