#include <array>

#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/srp.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

class PasswordVerifierChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 3> kNeeds{"PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking& asking) const override {
    return {{"SALT", util::HexEncode(asking.subject.verifier.salt)},
            {"SECRET_BLOCK", crypto::Base64Encode(asking.secret_block)},
            {"SRP_B", asking.state.srp_public_b},
            {"USERNAME", asking.subject.username},
            {"USER_ID_FOR_SRP", asking.subject.username}};
  }

  // What the state of the user forbids is told here, not when the exchange begins.
  Judgement Judge(Call& call, const Answering& answering) const override {
    const Subject& subject = answering.subject;
    RequireMayTry(call, subject);
    call.trace.Check("password proof");
    const auto key =
        crypto::SrpSessionKey(answering.state.srp_a, {answering.state.srp_b, answering.state.srp_public_b}, subject.verifier.verifier);
    const std::string secret_block = crypto::Base64Decode(answering.responses.find("PASSWORD_CLAIM_SECRET_BLOCK")->second).value_or("");
    // The text as it was sent; when that was said to be is not looked at. Assumed: AWS wants it within seconds; here the challenge itself
    // expires.
    const std::string right = crypto::SrpSignature(key.value_or(""), call.pool().srp_name(), subject.username, secret_block,
                                                   answering.responses.find("TIMESTAMP")->second);
    const bool is_proof = crypto::EqualInConstantTime(right, answering.responses.find("PASSWORD_CLAIM_SIGNATURE")->second);
    if (!key || !is_proof || !subject.user || !subject.credentials.password) {
      return WrongPassword(call, subject);
    }
    RequireMayEnter(call, subject);
    Right proved{answering.state};
    TakePassword(proved.state, subject);
    ForgetSrp(proved.state);
    return proved;
  }
};

}  // namespace

const Challenge& PasswordVerifier() {
  static const PasswordVerifierChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
