// The domain's clock under /_rockpool/clock.
#include "server/workbench/clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/api/errors.h"
#include "server/http/router.h"
#include "server/workbench/workbench.h"
#include "storage/sqlite/store.h"
#include "tests/storage/temporary_directory.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_random.h"

namespace rockpool::workbench {
namespace {

constexpr const char* kAtWall = R"({"now":"2023-11-14T22:13:20.000Z","wall":"2023-11-14T22:13:20.000Z","offset_seconds":0,"frozen":false})";

class ClockTest : public ::testing::Test {
 protected:
  std::string Refusal(auto call) {
    try {
      call();
    } catch (const api::InvalidParameterException& refusal) {
      return refusal.what();
    }
    return "none";
  }
  void ExpectRefused(const std::string& json, const std::string& message) {
    EXPECT_EQ(Refusal([&] { kept.Change(json); }), message) << json;
    EXPECT_EQ(kept.Show(), kAtWall) << json;
  }
  void ExpectAdvanceRefused(const std::string& json, const std::string& message) {
    EXPECT_EQ(Refusal([&] { kept.Advance(json); }), message) << json;
    EXPECT_EQ(kept.Show(), kAtWall) << json;
  }
  void Reset() {
    kept.ResetWith([this](const storage::Amendment& amendment) { store->ReplaceContentsWith(*empty, amendment); });
  }
  std::string Now() { return kept.Show().substr(8, 24); }
  // The clock of a server that starts with the same store.
  std::string ShownAfterRestart() {
    util::MovableClock again(wall);
    return KeptClock(again, wall, *store).Show();
  }

  std::unique_ptr<storage::Store> store = storage::sqlite::Store::Open({.path = ":memory:"});
  std::unique_ptr<storage::Store> empty = storage::sqlite::Store::Open({.path = ":memory:"});
  storage::testing::TemporaryDirectory directory;
  support::FakeWallClock wall;
  util::MovableClock clock{wall};
  KeptClock kept{clock, wall, *store};
};

TEST_F(ClockTest, ShowsWallTimeAtFirst) { EXPECT_EQ(kept.Show(), kAtWall); }

TEST_F(ClockTest, RunsOnFromTheTimeThatItIsSetTo) {
  EXPECT_EQ(kept.Change(R"({"now":"2023-11-15T00:13:20.250Z"})"),
            R"({"now":"2023-11-15T00:13:20.250Z","wall":"2023-11-14T22:13:20.000Z","offset_seconds":7200.25,"frozen":false})");
  wall.Advance(750);
  EXPECT_EQ(kept.Show(), R"({"now":"2023-11-15T00:13:21.000Z","wall":"2023-11-14T22:13:20.750Z","offset_seconds":7200.25,"frozen":false})");
  EXPECT_EQ(clock.Now(), wall.Now() + 7'200'250);
}

TEST_F(ClockTest, IsSetByItsOffsetTooAndGoesBack) {
  kept.Change(R"({"offset_seconds":-86400})");
  EXPECT_EQ(Now(), "2023-11-13T22:13:20.000Z");
  kept.Change(R"({"offset_seconds":0.5})");
  EXPECT_EQ(Now(), "2023-11-14T22:13:20.500Z");
  EXPECT_EQ(kept.Change(R"({"offset_seconds":0})"), kAtWall);
}

TEST_F(ClockTest, StandsStillWhereItIsFrozenAndGoesOnFromThere) {
  EXPECT_EQ(kept.Change(R"({"frozen":true})"),
            R"({"now":"2023-11-14T22:13:20.000Z","wall":"2023-11-14T22:13:20.000Z","offset_seconds":0,"frozen":true})");
  wall.Advance(60'000);
  EXPECT_EQ(kept.Show(), R"({"now":"2023-11-14T22:13:20.000Z","wall":"2023-11-14T22:14:20.000Z","offset_seconds":-60,"frozen":true})");
  kept.Change(R"({"frozen":true})");
  EXPECT_EQ(Now(), "2023-11-14T22:13:20.000Z");
  kept.Change(R"({"frozen":false})");
  wall.Advance(1000);
  EXPECT_EQ(Now(), "2023-11-14T22:13:21.000Z");
}

TEST_F(ClockTest, IsSetAndFrozenInOneRequest) {
  kept.Change(R"({"now":"2030-01-01T00:00:00Z","frozen":true})");
  wall.Advance(60'000);
  EXPECT_EQ(Now(), "2030-01-01T00:00:00.000Z");
  kept.Change(R"({"now":"2031-01-01T00:00:00Z"})");
  wall.Advance(60'000);
  EXPECT_EQ(Now(), "2031-01-01T00:00:00.000Z") << "a frozen clock that is set stays frozen";
  kept.Change(R"({"frozen":false,"offset_seconds":1})");
  EXPECT_EQ(clock.Now(), wall.Now() + 1000);
}

TEST_F(ClockTest, MovesOnBySecondsAndByDurations) {
  kept.Advance(R"({"seconds":90})");
  EXPECT_EQ(Now(), "2023-11-14T22:14:50.000Z");
  kept.Advance(R"({"seconds":0.5})");
  EXPECT_EQ(Now(), "2023-11-14T22:14:50.500Z");
  kept.Advance(R"({"duration":"P1DT2H"})");
  EXPECT_EQ(Now(), "2023-11-16T00:14:50.500Z");
  kept.Advance(R"({"seconds":0})");
  wall.Advance(1000);
  EXPECT_EQ(Now(), "2023-11-16T00:14:51.500Z");
}

TEST_F(ClockTest, MovesOnWhileItStandsStill) {
  kept.Change(R"({"frozen":true})");
  wall.Advance(5000);
  kept.Advance(R"({"duration":"PT3M"})");
  wall.Advance(5000);
  EXPECT_EQ(Now(), "2023-11-14T22:16:20.000Z");
}

TEST_F(ClockTest, StandsWhereItStoodAfterARestart) {
  EXPECT_EQ(ShownAfterRestart(), kAtWall);
  kept.Change(R"({"offset_seconds":-3600.001})");
  wall.Advance(1);
  EXPECT_EQ(ShownAfterRestart(), kept.Show());
  kept.Change(R"({"now":"1999-12-31T23:59:59.999Z","frozen":true})");
  wall.Advance(1);
  EXPECT_EQ(ShownAfterRestart(), kept.Show());
}

TEST_F(ClockTest, ReturnsToWallTimeAtAReset) {
  kept.Change(R"({"now":"1999-12-31T23:59:59Z","frozen":true})");
  for (int i = 0; i < 2; ++i) {
    Reset();
    EXPECT_EQ(kept.Show(), kAtWall);
    EXPECT_EQ(ShownAfterRestart(), kAtWall);
  }
}

TEST_F(ClockTest, ReturnsInTheMomentInWhichTheContentsAreReplaced) {
  kept.Change(R"({"offset_seconds":3600})");
  const std::int64_t old_generation = store->generation();
  const util::EpochMillis moved = clock.Now();
  std::vector<std::string> events;
  const auto look = [&](const std::string& event) { events.push_back(event + (clock.Now() == moved ? ", moved clock" : ", wall time")); };
  kept.ResetWith([&](const storage::Amendment& amendment) {
    look("before");
    EXPECT_EQ(store->generation(), old_generation);
    storage::Amendment watched;
    watched.write = [&](storage::Transaction& transaction) {
      amendment.write(transaction);
      look("written");
    };
    watched.then = [&] {
      amendment.then();
      look("then");
    };
    store->ReplaceContentsWith(*empty, watched);
  });
  EXPECT_NE(store->generation(), old_generation);
  EXPECT_EQ(events, (std::vector<std::string>{"before, moved clock", "written, moved clock", "then, wall time"}));
}

// A call that has the turn to write runs wholly before a reset or wholly after it.
TEST_F(ClockTest, IsNeverAtWallTimeWithTheOldContentsForWhoHasTheTurnToWrite) {
  const auto file = storage::sqlite::Store::Open({.path = directory.File("clock.db")});
  KeptClock of_file(clock, wall, *file);
  int mixed = 0;
  for (int i = 0; i < 50; ++i) {
    of_file.Change(R"({"offset_seconds":3600})");
    const std::int64_t old_generation = file->generation();
    std::atomic<bool> done = false;
    std::thread calls([&] {
      while (!done) {
        if (file->writer().TryTake()) {
          const bool is_old = file->generation() == old_generation;
          mixed += is_old == (clock.setting() == util::ClockSetting{}) ? 1 : 0;
          file->writer().Give();
        }
      }
    });
    of_file.ResetWith([&](const storage::Amendment& amendment) { file->ReplaceContentsWith(*empty, amendment); });
    done = true;
    calls.join();
  }
  EXPECT_EQ(mixed, 0);
}

TEST_F(ClockTest, StaysMovedWhereAResetFails) {
  kept.Change(R"({"offset_seconds":3600})");
  const std::string moved = kept.Show();
  EXPECT_THROW(kept.ResetWith([](const storage::Amendment&) { throw std::runtime_error("the disk is full"); }), std::runtime_error);
  EXPECT_EQ(kept.Show(), moved);
  EXPECT_EQ(ShownAfterRestart(), moved);
}

TEST_F(ClockTest, ReachesItsBoundsAndNoFurther) {
  EXPECT_EQ(kept.Change(R"({"now":"9999-12-31T23:59:59.999Z"})").substr(8, 24), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(Refusal([&] { kept.Advance(R"({"seconds":0.001})"); }), "The clock shows no time before the year 1970 or after the year 9999.");
  EXPECT_EQ(kept.Change(R"({"now":"1970-01-01T00:00:00Z"})").substr(8, 24), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(kept.Change(R"({"offset_seconds":0})"), kAtWall);
}

TEST_F(ClockTest, RefusesABadChangeAndChangesNothing) {
  for (const std::string json : {"", "no JSON", "[]", "1", "null"}) {
    ExpectRefused(json, "The body must be a JSON object.");
  }
  ExpectRefused("{}", "A clock is set by now, offset_seconds or frozen.");
  ExpectRefused(R"({"now":"2030-01-01T00:00:00Z","offset_seconds":1})", "now and offset_seconds exclude each other.");
  ExpectRefused(R"({"Now":"2030-01-01T00:00:00Z"})", "A clock is set by the members now, offset_seconds and frozen, and no others.");
  for (const std::string now : {"1", "null", R"("tomorrow")", R"("2023-02-30T00:00:00Z")", R"("1969-12-31T23:59:59Z")"}) {
    ExpectRefused(R"({"now":)" + now + "}", "now must be a time like 2026-11-22T02:38:54Z, of the years 1970 to 9999.");
  }
  for (const std::string flag : {"1", "null", R"("true")"}) {
    ExpectRefused(R"({"frozen":)" + flag + "}", "frozen must be true or false.");
  }
  for (const std::string offset : {R"("1")", "null", "true", "1e300", "-1e300", "18446744073709551615"}) {
    ExpectRefused(R"({"offset_seconds":)" + offset + "}", "offset_seconds must be a number of seconds, within the years 1970 to 9999.");
  }
  for (const std::string offset : {"-1700000001", "253402300800", "3e11"}) {
    ExpectRefused(R"({"offset_seconds":)" + offset + "}", "The clock shows no time before the year 1970 or after the year 9999.");
  }
}

TEST_F(ClockTest, RefusesABadAdvanceAndChangesNothing) {
  ExpectAdvanceRefused("[]", "The body must be a JSON object.");
  for (const std::string json : {"{}", R"({"seconds":1,"duration":"PT1S"})"}) {
    ExpectAdvanceRefused(json, "A clock is moved on by one of the members seconds and duration.");
  }
  ExpectAdvanceRefused(R"({"seconds":-1})", "seconds must not be negative: PUT /_rockpool/clock turns the clock back.");
  ExpectAdvanceRefused(R"({"seconds":"1"})", "seconds must be a number of seconds, within the years 1970 to 9999.");
  for (const std::string json : {R"({"duration":"P1M"})", R"({"duration":"-PT1S"})", R"({"duration":60})", R"({"minutes":1})"}) {
    ExpectAdvanceRefused(json,
                         "A clock is moved on by seconds, a number, or by a duration like P1DT2H or PT90S, without years and months.");
  }
  for (const std::string json : {R"({"duration":"P9999999999W"})", R"({"seconds":4e11})"}) {
    ExpectAdvanceRefused(json, "The clock shows no time before the year 1970 or after the year 9999.");
  }
}

TEST_F(ClockTest, TakesTheLastOfEqualMembers) {
  kept.Change(R"({"offset_seconds":"no number","offset_seconds":1})");
  EXPECT_EQ(Now(), "2023-11-14T22:13:21.000Z");
}

TEST_F(ClockTest, IsMountedBehindTheGuard) {
  support::FakeRandom random;
  protocol::Faults faults;
  triggers::Faults trigger_faults;
  Workbench workbench(
      faults, trigger_faults, [] {}, {}, random);
  AddClock(workbench, kept, random);
  const protocol::JsonOwner json(random);
  http::Router router(json);
  workbench.Mount(router);
  const auto answer = [&](const std::string& method, const std::string& path, const std::string& body, const std::string& host) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers.Add("Host", host);
    request.headers.Add("Content-Type", "application/json");
    request.body = body;
    return router.Route(std::move(request)).work->Run();
  };
  EXPECT_EQ(answer("GET", "/_rockpool/clock", "", "localhost").body, kAtWall);
  EXPECT_EQ(answer("PUT", "/_rockpool/clock", R"({"frozen":true})", "localhost").status, 200);
  EXPECT_EQ(answer("POST", "/_rockpool/clock/advance", R"({"seconds":1})", "localhost").status, 200);
  EXPECT_EQ(Now(), "2023-11-14T22:13:21.000Z");
  const http::Response refused = answer("POST", "/_rockpool/clock/advance", R"({"seconds":-1})", "localhost");
  EXPECT_EQ(refused.status, 400);
  EXPECT_TRUE(refused.body.starts_with(R"({"__type":"InvalidParameterException","message":"seconds must not)")) << refused.body;
  for (const char* method : {"GET", "PUT"}) {
    EXPECT_EQ(answer(method, "/_rockpool/clock", "", "evil.example").status, 403);
  }
  EXPECT_EQ(answer("POST", "/_rockpool/clock/advance", "", "evil.example").status, 403);
}

}  // namespace
}  // namespace rockpool::workbench
