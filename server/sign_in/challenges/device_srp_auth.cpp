#include <array>

#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/challenges/device_answer.h"

namespace rockpool::sign_in {
namespace {

class DeviceSrpAuthChallenge final : public Challenge {
 public:
  std::span<const std::string_view> Needs() const override {
    static constexpr std::array<std::string_view, 2> kNeeds{kDeviceKey, "SRP_A"};
    return kNeeds;
  }

  Parameters Ask(const Call&, const Asking&) const override { return {}; }

  Judgement Judge(Call& call, const Answering& answering) const override {
    return BeginSrp(call, answering, RequireAskedDevice(call, answering).secret);
  }
};

}  // namespace

const Challenge& DeviceSrpAuth() {
  static const DeviceSrpAuthChallenge challenge;
  return challenge;
}

}  // namespace rockpool::sign_in
