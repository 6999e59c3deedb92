#include <gtest/gtest.h>

#include <array>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "server/crypto/certificate.h"
#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::OutcomeOf;
using support::TestService;
using support::UserPool;

TEST(GetSigningCertificate, IsARealCertificateOfTenYears) {
  TestService service;
  UserPool pool(service);
  const std::string certificate = pool.Call("GetSigningCertificate").TextAt("Certificate");
  const auto validity = crypto::ValidityOf(certificate);
  ASSERT_TRUE(validity) << certificate;
  EXPECT_EQ(validity->not_before_seconds, 1'700'000'000);
  EXPECT_EQ(validity->not_after_seconds, 1'700'000'000 + 10LL * 365 * 24 * 60 * 60);
}

// Who is given it is a real peer, who judges it by the real time.
TEST(GetSigningCertificate, BeginsAtWallTimeWhereverTheClockStands) {
  TestService service;
  UserPool pool(service);
  service.clock.Advance(1'000'000'000'000);
  service.wall_clock.Advance(5'000);
  const auto validity = crypto::ValidityOf(pool.Call("GetSigningCertificate").TextAt("Certificate"));
  ASSERT_TRUE(validity);
  EXPECT_EQ(validity->not_before_seconds, 1'700'000'005);
}

TEST(GetSigningCertificate, IsMadeOnceForEachPool) {
  TestService service;
  UserPool pool(service);
  UserPool other(service);
  const std::string first = pool.Call("GetSigningCertificate").body;
  service.clock.Advance(60'000);
  service.wall_clock.Advance(60'000);
  EXPECT_EQ(pool.Call("GetSigningCertificate").body, first);
  EXPECT_EQ(service.keys.taken, 1);
  EXPECT_NE(other.Call("GetSigningCertificate").body, first);
}

TEST(GetSigningCertificate, LeavesTheIoThread) {
  TestService service;
  UserPool pool(service);
  const auto work = service.Accept("GetSigningCertificate", R"({"UserPoolId":")" + pool.id() + "\"}");
  work->Prepare();
  EXPECT_EQ(work->Where(), http::Runs::kComputes);
}

TEST(GetSigningCertificate, IsTheSameForFirstCallsThatRunAtOnce) {
  constexpr std::size_t kThreads = 8;
  TestService service;
  UserPool pool(service);
  std::array<std::string, kThreads> answers;
  {
    std::latch start(kThreads);
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        start.arrive_and_wait();
        answers.at(thread) = pool.Call("GetSigningCertificate").body;
      });
    }
  }
  for (const std::string& answer : answers) {
    EXPECT_EQ(answer, answers.front());
  }
  EXPECT_EQ(service.keys.put_back, service.keys.taken - 1) << "the keys of those who came too late";
}

TEST(GetSigningCertificate, GivesUpForAPoolThatIsDeletedMeanwhile) {
  TestService service;
  const std::string id = service.Call("CreateUserPool", R"({"PoolName":"pool"})").TextAt("UserPool.Id");
  const std::string request = R"({"UserPoolId":")" + id + "\"}";
  service.keys.on_take = [&] { service.Call("DeleteUserPool", request); };
  EXPECT_EQ(OutcomeOf(service.Call("GetSigningCertificate", request)), "ResourceNotFoundException: User pool " + id + " does not exist.");
  EXPECT_EQ(service.keys.put_back, 1);
}

TEST(GetSigningCertificate, TakesNoKeyForAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("GetSigningCertificate", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
  EXPECT_EQ(service.keys.taken, 0);
}

TEST(GetSigningCertificate, KeepsItsKey) {
  TestService service;
  UserPool pool(service);
  pool.Call("GetSigningCertificate");
  EXPECT_EQ(service.keys.put_back, 0);
}

TEST(GetSigningCertificate, DiffersWhereTheKeyIsShared) {
  TestService service;
  UserPool pool(service);
  UserPool other(service);
  const std::string first = pool.Call("GetSigningCertificate").body;
  service.keys.taken = 0;  // so that the stock begins again with the same key
  EXPECT_NE(other.Call("GetSigningCertificate").body, first);
}

TEST(GetSigningCertificate, GoesWithThePool) {
  TestService service;
  constexpr char kFixed[] = R"("UserPoolTags":{"_custom_id_":"us-east-1_Fixed"})";
  UserPool pool(service, kFixed);
  const std::string first = pool.Call("GetSigningCertificate").body;
  EXPECT_EQ(pool.Call("GetSigningCertificate").body, first);  // kept decoded from here on
  pool.Call("DeleteUserPool");
  UserPool successor(service, kFixed);
  const std::string second = successor.Call("GetSigningCertificate").body;
  EXPECT_NE(second, first);
  EXPECT_EQ(successor.Call("GetSigningCertificate").body, second);
}

}  // namespace
}  // namespace rockpool
