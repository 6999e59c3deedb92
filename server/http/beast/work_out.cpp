#include "server/http/beast/work_out.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "server/http/beast/offload.h"
#include "server/http/must_wait.h"

namespace rockpool::http::beast {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{20};

// False if the step would have had to wait: then the work is to run anew where it may.
template <class Step>
bool WithoutWaiting(const Step& step) {
  const NoWaiting here;
  step();
  return !here.was_wanted();
}

// One hop for what is large and computes: what it needs is on that thread by then. True if it has run.
asio::awaitable<bool> PrepareAway(Work& work, const Places& places, Response& response) {
  bool ran = false;
  auto job = [&work, &response, &ran] {
    work.Prepare();
    if (work.Where() == Runs::kComputes && work.Delay().count() == 0) {
      ran = WithoutWaiting([&] { response = work.Run(); });
    }
  };
  co_await Offload(places.computing, std::move(job));
  co_return ran;
}

// What came of work that another thread has run, which may have sent the answer, too.
struct Ran {
  bool is_answered = false;  // it did not have to wait where it might not
  bool is_sent = false;
  Moment moment;
};

// Has `begin` run a job elsewhere; nullptr if it does not. Requires: all that is passed stays until the job has ended.
template <class Begin, class Run>
asio::awaitable<std::shared_ptr<const Ran>> RunPast(Shortcut& shortcut, Response& response, const Begin& begin, Run run) {
  const auto ran = std::make_shared<Ran>();  // shared, for who calls its moment is not done with it when the caller goes on
  auto job = [&shortcut, &response, ran, run = std::move(run)] {
    ran->is_answered = run();
    ran->is_sent = ran->is_answered && shortcut.Send(response);
    if (!ran->is_sent) {
      shortcut.Wake();
    }
    ran->moment.Come();  // from here on all but `ran` may be gone
  };
  if (!begin(std::move(job))) {
    co_return nullptr;
  }
  try {
    co_await shortcut.Meanwhile();
    if (!ran->moment.has_come()) {
      co_await ran->moment.Wait();
    }
  } catch (const std::exception&) {  // no memory to wait with, and all that the job uses is here
    while (!ran->moment.has_come()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  co_return ran;
}

asio::awaitable<Outcome> RunWaiting(Work& work, const Places& places, Response& response, Shortcut& shortcut) {
  const auto begin = [&places](auto job) { return places.waiting.TryRun(std::move(job)); };
  auto run = [&work, &response] {
    response = work.Run();
    return true;
  };
  const auto ran = co_await RunPast(shortcut, response, begin, std::move(run));
  if (!ran) {
    co_return Outcome::kNoThread;
  }
  co_return ran->is_sent ? Outcome::kSent : Outcome::kAnswered;
}

asio::awaitable<Outcome> RunComputing(Work& work, const Places& places, Response& response, Shortcut& shortcut) {
  const auto begin = [&places](auto job) {
    asio::post(places.computing, std::move(job));
    return true;
  };
  auto run = [&work, &response] { return WithoutWaiting([&] { response = work.Run(); }); };
  const auto ran = co_await RunPast(shortcut, response, begin, std::move(run));
  if (!ran->is_answered) {
    co_return co_await RunWaiting(work, places, response, shortcut);
  }
  co_return ran->is_sent ? Outcome::kSent : Outcome::kAnswered;
}

// For what writes nothing, or has no gate to ask.
asio::awaitable<Outcome> RunHere(Work& work, const Places& places, Response& response, Shortcut& shortcut) {
  std::optional<Response> answer;
  const bool ran = WithoutWaiting([&] { answer = work.RunHere(); });
  if (!ran) {
    co_return co_await RunWaiting(work, places, response, shortcut);
  }
  if (!answer) {
    co_return co_await RunComputing(work, places, response, shortcut);
  }
  response = *std::move(answer);
  co_return Outcome::kAnswered;
}

struct Durable {
  Moment moment;
  bool kept = false;
};

// Requires: this thread has the turn.
asio::awaitable<Outcome> RunHereAndGive(Work& work, const Places& places, Response& response, Shortcut& shortcut) {
  WriterGate& gate = *places.gate;
  const bool ran = WithoutWaiting([&] { work.Write(); });
  gate.Give();
  if (!ran) {
    co_return co_await RunWaiting(work, places, response, shortcut);
  }
  response = work.Run();
  const auto durable = std::make_shared<Durable>();  // shared, for who calls back is not done with it when the caller goes on
  gate.WhenDurable([durable](bool kept) {
    durable->kept = kept;
    durable->moment.Come();
  });
  if (!durable->moment.has_come()) {
    co_await durable->moment.Wait();
  }
  co_return durable->kept ? Outcome::kAnswered : Outcome::kNotKept;
}

asio::awaitable<Outcome> RunQueued(Work& work, const Places& places, Response& response, Shortcut& shortcut) {
  bool ran = false;
  bool is_kept = false;
  auto start = [&work, &gate = *places.gate, &ran, &is_kept](std::function<void()> resume) {
    gate.Queue([&work, &gate, &ran, &is_kept, resume = std::move(resume)] {
      ran = WithoutWaiting([&] { work.Write(); });
      gate.WhenDurable([&is_kept, resume](bool kept) {
        is_kept = kept;
        resume();  // from here on all but `resume` and the gate may be gone
      });
    });
  };
  co_await Await(std::move(start));
  if (!ran) {
    co_return co_await RunWaiting(work, places, response, shortcut);
  }
  response = work.Run();
  co_return is_kept ? Outcome::kAnswered : Outcome::kNotKept;
}

}  // namespace

asio::awaitable<Outcome> WorkOut(Work& work, const Places& places, asio::steady_timer& pause, Response& response, Shortcut& shortcut) {
  if (work.Prepares() == Runs::kHere) {
    work.Prepare();
  } else if (co_await PrepareAway(work, places, response)) {
    co_return Outcome::kAnswered;
  }
  if (const auto delay = work.Delay(); delay.count() > 0) {
    pause.expires_after(delay);
    co_await pause.async_wait(asio::use_awaitable);
  }
  while (work.IsWaiting()) {
    pause.expires_after(kBetweenLooks);
    co_await pause.async_wait(asio::use_awaitable);
  }
  const Runs where = work.Where();
  if (where == Runs::kComputes) {
    co_return co_await RunComputing(work, places, response, shortcut);
  }
  if (where == Runs::kWaits) {
    co_return co_await RunWaiting(work, places, response, shortcut);
  }
  if (places.gate == nullptr || !work.Writes()) {
    co_return co_await RunHere(work, places, response, shortcut);
  }
  if (places.gate->TryTake()) {
    co_return co_await RunHereAndGive(work, places, response, shortcut);
  }
  co_return co_await RunQueued(work, places, response, shortcut);
}

}  // namespace rockpool::http::beast
