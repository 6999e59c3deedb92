#include <array>

#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/crypto/totp.h"
#include "server/sign_in/authenticator_code.h"
#include "server/sign_in/challenges/challenge.h"

namespace rockpool::sign_in {
namespace {

constexpr std::string_view kCode = "SOFTWARE_TOKEN_MFA_CODE";

[[noreturn]] void ThrowUsed() { throw api::ExpiredCodeException("Your software token has already been used once."); }

class SoftwareTokenMfaChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{kCode};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking& asking) const override {
    Parameters shown{{"USER_ID_FOR_SRP", asking.subject.username}};
    // Assumed: that a token without a name shows none.
    if (const auto& token = asking.subject.credentials.software_token; token && !token->friendly_name.empty()) {
      shown.emplace("FRIENDLY_DEVICE_NAME", token->friendly_name);
    }
    return shown;
  }

  Judgement Judge(Call& call, const Answering& answering) const override {
    const auto& token = answering.subject.credentials.software_token;
    const auto step = token ? crypto::MatchTotp(token->secret, Require(answering.responses, kCode), call.now) : std::nullopt;
    if (!step) {
      call.trace.Explain(token ? "the code is none of this moment" : "the user has no authenticator any more");
      return WrongAnswer(api::CodeMismatchException("Invalid code received for user"), Costs::kATry);
    }
    if (IsUsed(*token, *step, call.now)) {
      ThrowUsed();
    }
    Right right{answering.state};
    right.state.has_second_factor = true;
    AddMethod(right.state, "otp");
    right.effects_change_no_user = true;
    right.effects = [secret = token->secret, step = *step, now = call.now](storage::Transaction& transaction, accounts::User& user) {
      storage::Credentials credentials = transaction.credentials().Find(user.number());
      if (!credentials.software_token || credentials.software_token->secret != secret || IsUsed(*credentials.software_token, step, now)) {
        ThrowUsed();
      }
      credentials.software_token->last_step = step;
      transaction.credentials().Put(user.number(), credentials);
    };
    return right;
  }
};

}  // namespace

const Challenge& SoftwareTokenMfa() {
  static const SoftwareTokenMfaChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
