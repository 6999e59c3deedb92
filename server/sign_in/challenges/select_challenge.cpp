#include <algorithm>
#include <array>

#include "server/api/errors.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/password_proof.h"

namespace rockpool::sign_in {
namespace {

std::optional<Question> ChosenIn(const Answering& answering) {
  const auto& offered = answering.state.choices;
  const auto chosen = QuestionOf(Require(answering.responses, "ANSWER"));
  return chosen && std::ranges::find(offered, *chosen) != offered.end() ? chosen : std::nullopt;
}

class SelectChallengeOfFactors final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{"ANSWER"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking&) const override { return {}; }

  std::optional<std::string> PasswordIn(const Answering& answering) const override {
    return ChosenIn(answering) == Question::PASSWORD ? Find(answering.responses, "PASSWORD") : std::nullopt;
  }

  // What comes along with a choice answers the question that it leads to (documented). Assumed: not a CREDENTIAL, which could be for none
  // of the challenges of this sign-in.
  Judgement Judge(Call& call, const Answering& answering) const override {
    const auto chosen = ChosenIn(answering);
    if (!chosen) {
      throw api::InvalidParameterException("Selected challenge is not available.");  // Assumed: the text
    }
    if (const auto password = PasswordIn(answering)) {
      return JudgePassword(call, answering.subject, answering.state, *password);
    }
    Right right{answering.state};
    right.state.chosen = chosen;
    if (const auto srp_a = Find(answering.responses, "SRP_A"); srp_a && chosen == Question::PASSWORD_SRP) {
      BeginSrp(call, answering.subject, *srp_a, right.state);
    }
    return right;
  }
};

}  // namespace

const Challenge& SelectChallenge() {
  static const SelectChallengeOfFactors challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
