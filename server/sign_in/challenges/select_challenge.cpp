#include <algorithm>
#include <array>

#include "server/api/errors.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/password_proof.h"

namespace rockpool::sign_in {
namespace {

class SelectChallengeOfFactors final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{"ANSWER"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking&) const override { return {}; }

  // What comes along with a choice answers the question that it leads to (documented). Assumed: not a CREDENTIAL, which could be for none
  // of the challenges of this sign-in.
  Judgement Judge(Call& call, const Answering& answering) const override {
    const auto& offered = answering.state.choices;
    const auto chosen = QuestionOf(Require(answering.responses, "ANSWER"));
    if (!chosen || std::ranges::find(offered, *chosen) == offered.end()) {
      throw api::InvalidParameterException("Selected challenge is not available.");  // Assumed: the text
    }
    if (const auto password = Find(answering.responses, "PASSWORD"); password && chosen == Question::PASSWORD) {
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
