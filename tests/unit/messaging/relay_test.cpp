#include "server/messaging/relay.h"

#include <gtest/gtest.h>

#include <functional>

namespace rockpool::messaging {
namespace {

using Kind = RelayError::Kind;
using std::chrono::milliseconds;

class FakeRelay final : public Relay {
 public:
  explicit FakeRelay(std::function<void(int)> deliver) : deliver_(std::move(deliver)) {}

  std::string_view name() const override { return "fake"; }
  bool Takes(const storage::Message& /*message*/) const override { return true; }
  void Deliver(const Outgoing& /*outgoing*/, const std::stop_token& /*stop*/) override { deliver_(++attempts); }

  int attempts = 0;

 private:
  std::function<void(int)> deliver_;
};

int AttemptsOf(const std::function<void(int)>& deliver, const std::stop_token& stop = {}, milliseconds pause = milliseconds(0)) {
  FakeRelay relay(deliver);
  DeliverBy(relay, {}, stop, pause);
  return relay.attempts;
}

TEST(Delivery, IsDoneOnceWhereItSucceeds) {
  EXPECT_EQ(AttemptsOf([](int) {}), 1);
}

TEST(Delivery, IsTriedAgainWhereItMayGoBetter) {
  EXPECT_EQ(AttemptsOf([](int attempt) {
              if (attempt == 1) throw RelayError("refused", Kind::kPassing);
            }),
            2);
}

TEST(Delivery, IsGivenUpAfterThreeAttempts) {
  EXPECT_EQ(AttemptsOf([](int) { throw RelayError("refused", Kind::kPassing); }), 3);
}

TEST(Delivery, IsGivenUpAtOnceWhereItWillNotGoBetter) {
  EXPECT_EQ(AttemptsOf([](int) { throw RelayError("no such mailbox", Kind::kLasting); }), 1);
  EXPECT_EQ(AttemptsOf([](int) { throw std::runtime_error("a surprise"); }), 1);
}

TEST(Delivery, IsGivenUpWhereTheServerStops) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(AttemptsOf([](int) { throw RelayError("refused", Kind::kPassing); }, stop.get_token(), std::chrono::hours(1)), 1);
}

}  // namespace
}  // namespace rockpool::messaging
