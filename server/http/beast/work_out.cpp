#include "server/http/beast/work_out.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
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

asio::awaitable<Outcome> RunWaiting(Work& work, const Places& places, Response& response) {
  bool has_thread = true;
  auto start = [&work, &places, &response, &has_thread](const std::function<void()>& resume) {
    auto job = [&work, &response, resume] {
      response = work.Run();
      resume();  // from here on all but `resume` may be gone
    };
    has_thread = places.waiting.TryRun(std::move(job));
    if (!has_thread) {
      resume();
    }
  };
  co_await Await(std::move(start));
  co_return has_thread ? Outcome::kAnswered : Outcome::kNoThread;
}

asio::awaitable<Outcome> RunComputing(Work& work, const Places& places, Response& response) {
  bool ran = false;
  auto job = [&work, &response, &ran] { ran = WithoutWaiting([&] { response = work.Run(); }); };
  co_await Offload(places.computing, std::move(job));
  if (!ran) {
    co_return co_await RunWaiting(work, places, response);
  }
  co_return Outcome::kAnswered;
}

// For what writes nothing, or has no gate to ask.
asio::awaitable<Outcome> RunHere(Work& work, const Places& places, Response& response) {
  std::optional<Response> answer;
  const bool ran = WithoutWaiting([&] { answer = work.RunHere(); });
  if (!ran) {
    co_return co_await RunWaiting(work, places, response);
  }
  if (!answer) {
    co_return co_await RunComputing(work, places, response);
  }
  response = *std::move(answer);
  co_return Outcome::kAnswered;
}

struct Durable {
  Moment moment;
  bool kept = false;
};

// Requires: this thread has the turn.
asio::awaitable<Outcome> RunHereAndGive(Work& work, const Places& places, Response& response) {
  WriterGate& gate = *places.gate;
  const bool ran = WithoutWaiting([&] { work.Write(); });
  gate.Give();
  if (!ran) {
    co_return co_await RunWaiting(work, places, response);
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

asio::awaitable<Outcome> RunQueued(Work& work, const Places& places, Response& response) {
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
    co_return co_await RunWaiting(work, places, response);
  }
  response = work.Run();
  co_return is_kept ? Outcome::kAnswered : Outcome::kNotKept;
}

}  // namespace

asio::awaitable<Outcome> WorkOut(Work& work, const Places& places, asio::steady_timer& pause, Response& response) {
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
    co_return co_await RunComputing(work, places, response);
  }
  if (where == Runs::kWaits) {
    co_return co_await RunWaiting(work, places, response);
  }
  if (places.gate == nullptr || !work.Writes()) {
    co_return co_await RunHere(work, places, response);
  }
  if (places.gate->TryTake()) {
    co_return co_await RunHereAndGive(work, places, response);
  }
  co_return co_await RunQueued(work, places, response);
}

}  // namespace rockpool::http::beast
