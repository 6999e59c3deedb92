#include <array>

#include "server/api/codecs.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/triggers.h"
#include "server/triggers/events/sign_in_events.h"

namespace rockpool::sign_in {
namespace {

constexpr std::string_view kAnswer = "ANSWER";

class CustomChallengeOfFunctions final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 1> kNeeds{kAnswer};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking& asking) const override {
    Parameters shown = asking.shown;
    shown.insert_or_assign("USERNAME", asking.subject.username);
    return shown;
  }

  bool IsJudgedByFunction() const override { return true; }

  // Nothing is wrong here, and nothing is counted: whether a wrong answer is followed by another question, and by how many, is the
  // functions' business (the developer guide).
  Judgement Judge(Call& call, const Answering& answering) const override {
    const State& state = answering.state;
    const bool is_right = triggers::AskVerifyAuthChallengeResponse(OriginOf(call), PersonOf(answering.subject), state.private_parameters,
                                                                   Require(answering.responses, kAnswer), call.client_metadata);
    Right given{state};
    given.state.results.push_back({std::string(api::ToText(Question::CUSTOM_CHALLENGE)), is_right, state.challenge_metadata});
    given.state.private_parameters.clear();
    given.state.challenge_metadata.reset();
    return given;
  }
};

}  // namespace

const Challenge& CustomChallenge() {
  static const CustomChallengeOfFunctions challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
