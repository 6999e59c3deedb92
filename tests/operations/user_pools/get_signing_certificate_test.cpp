#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "server/crypto/certificate.h"
#include "server/crypto/public_key.h"
#include "server/crypto/rsa_signing.h"
#include "server/pools/certificates.h"
#include "tests/operations/user_pools/user_pool.h"
#include "tests/support/watched_store.h"

namespace rockpool {
namespace {

using support::OutcomeOf;
using support::TestService;
using support::UserPool;
using testing::Each;

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

bool IsOfTheKeyThatSigns(TestService& service, const UserPool& pool, const std::string& certificate) {
  const std::string signature = crypto::SignRs256(pools::SigningCertificateOf(service.world(), pool.id())->key, "request");
  return crypto::PublicKey::FromCertificate(certificate)->Verifies(crypto::JwsAlgorithm::kRs256, "request", signature);
}

constexpr std::int64_t kYearInMillis = 365LL * 24 * 60 * 60 * 1000;

TEST(GetSigningCertificate, IsRenewedAYearLaterWithTheSameKeyForTenYearsMore) {
  TestService service;
  UserPool pool(service);
  const std::string first = pool.Call("GetSigningCertificate").TextAt("Certificate");
  service.wall_clock.Advance(kYearInMillis - 1000);
  EXPECT_EQ(pool.Call("GetSigningCertificate").TextAt("Certificate"), first);
  service.wall_clock.Advance(1000);
  const std::string renewed = pool.Call("GetSigningCertificate").TextAt("Certificate");
  EXPECT_NE(renewed, first);
  const auto validity = crypto::ValidityOf(renewed);
  ASSERT_TRUE(validity);
  EXPECT_EQ(validity->not_before_seconds, 1'700'000'000 + kYearInMillis / 1000);
  EXPECT_EQ(validity->not_after_seconds, 1'700'000'000 + 11 * kYearInMillis / 1000);
  for (const std::string& certificate : {first, renewed}) {
    EXPECT_TRUE(IsOfTheKeyThatSigns(service, pool, certificate));
  }
  EXPECT_EQ(service.keys.taken, 1);
  EXPECT_EQ(pool.Call("GetSigningCertificate").TextAt("Certificate"), renewed) << "for a year";
}

// As BeginsAtWallTimeWhereverTheClockStands.
TEST(GetSigningCertificate, IsNotRenewedByTheClockThatTestsMove) {
  TestService service;
  UserPool pool(service);
  const std::string first = pool.Call("GetSigningCertificate").body;
  service.clock.Advance(2 * kYearInMillis);
  EXPECT_EQ(pool.Call("GetSigningCertificate").body, first);
}

TEST(GetSigningCertificate, LeavesTheIoThread) {
  TestService service;
  UserPool pool(service);
  const auto work = service.Accept("GetSigningCertificate", R"({"UserPoolId":")" + pool.id() + "\"}");
  work->Prepare();
  EXPECT_EQ(work->Where(), http::Runs::kComputes);
}

std::vector<std::string> AnswersAtOnce(UserPool& pool) {
  constexpr std::size_t kThreads = 8;
  std::vector<std::string> answers(kThreads);
  std::latch start(kThreads);
  std::vector<std::jthread> threads;
  for (std::string& answer : answers) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      answer = pool.Call("GetSigningCertificate").body;
    });
  }
  threads.clear();
  return answers;
}

TEST(GetSigningCertificate, IsTheSameForFirstCallsThatRunAtOnce) {
  TestService service;
  UserPool pool(service);
  const auto answers = AnswersAtOnce(pool);
  EXPECT_THAT(answers, Each(answers.front()));
  EXPECT_EQ(service.keys.put_back, service.keys.taken - 1) << "the keys of those who came too late";
}

TEST(GetSigningCertificate, IsRenewedOnceByCallsThatRunAtOnce) {
  TestService service;
  UserPool pool(service);
  const std::string first = pool.Call("GetSigningCertificate").body;
  service.wall_clock.Advance(kYearInMillis);
  const auto answers = AnswersAtOnce(pool);
  EXPECT_NE(answers.front(), first);
  EXPECT_THAT(answers, Each(answers.front()));
}

// Between a call's look and its renewal another one has renewed it: the second is not due.
TEST(GetSigningCertificate, IsNotRenewedAgainByACallThatLookedBefore) {
  TestService service;
  UserPool pool(service);
  const std::string first = pool.Call("GetSigningCertificate").body;
  service.wall_clock.Advance(kYearInMillis);
  std::string renewed;
  support::WatchedStore::AfterNextRead([&] { renewed = pool.Call("GetSigningCertificate").body; });
  const std::string answer = pool.Call("GetSigningCertificate").body;
  EXPECT_NE(renewed, first);
  EXPECT_EQ(answer, renewed);
  EXPECT_EQ(pool.Call("GetSigningCertificate").body, renewed);
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
