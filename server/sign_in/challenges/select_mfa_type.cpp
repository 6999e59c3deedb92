#include <algorithm>
#include <array>

#include "server/accounts/names.h"
#include "server/accounts/passkeys.h"
#include "server/api/errors.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/mfa_decision.h"

namespace rockpool::sign_in {
namespace {

[[noreturn]] void ThrowNotAvailable() { throw api::InvalidParameterException("Selected MFA type is not available."); }  // Assumed: the text

bool Has(const storage::Transaction& transaction, const accounts::User& user, Question factor) {
  switch (factor) {
    case Question::SOFTWARE_TOKEN_MFA:
      return transaction.credentials().Find(user.number()).software_token.has_value();
    case Question::WEB_AUTHN:
      return !accounts::PasskeysOf(transaction, user).empty();
    default:
      return accounts::HasValue(user, AttributeOf(factor));
  }
}

class SelectMfaTypeChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{"ANSWER"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking& asking) const override { return {{"MFAS_CAN_CHOOSE", JsonListOf(asking.state.choices)}}; }

  Judgement Judge(Call&, const Answering& answering) const override {
    const std::string& answer = Require(answering.responses, "ANSWER");
    // Documentation calls it EMAIL_MFA in places.
    const auto chosen = QuestionOf(answer == "EMAIL_MFA" ? "EMAIL_OTP" : answer);
    const auto& choices = answering.state.choices;
    if (!chosen || std::ranges::find(choices, *chosen) == choices.end()) {
      ThrowNotAvailable();
    }
    Right right{answering.state};
    right.state.chosen = *chosen;
    right.effects = [factor = *chosen](storage::Transaction& transaction, accounts::User& user) {
      if (!Has(transaction, user, factor)) {
        ThrowNotAvailable();
      }
    };
    return right;
  }
};

}  // namespace

const Challenge& SelectMfaType() {
  static const SelectMfaTypeChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
