// What a write costs: on a free writer, and with many outstanding at once. `rockpool_writer FILE [seconds a row]`
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "storage/sqlite/store.h"

namespace {

using Clock = std::chrono::steady_clock;
using rockpool::storage::Transaction;
using rockpool::storage::sqlite::Durability;
using rockpool::storage::sqlite::Store;

constexpr int kOutstanding = 32;

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// One row with a 1 kB value, which changes: SQLite leaves out an update with the same bytes.
class Row {
 public:
  explicit Row(int number) : name_("row" + std::to_string(number)) {}

  void WriteTo(rockpool::storage::Store& store) {
    std::string value = std::to_string(++writes_);
    value.resize(1000, 'x');
    store.Write([&](Transaction& transaction) { transaction.properties().Put(name_, value); });
  }

 private:
  const std::string name_;
  std::int64_t writes_ = 0;
};

struct Bench {
  std::string path;
  std::chrono::duration<double> time;

  // `load` gets the store and when to end, and returns how many writes it has made.
  void Measure(const char* name, Durability durability, const std::function<std::int64_t(Store&, Clock::time_point)>& load) const {
    for (const char* part : {"", "-wal", "-lock"}) {
      std::filesystem::remove(path + part);
    }
    const auto store = Store::Open({.path = path, .durability = durability});
    const double cpu = CpuSeconds();
    const auto start = Clock::now();
    const std::int64_t writes = load(*store, start + std::chrono::duration_cast<Clock::duration>(time));
    const double wall = std::chrono::duration<double>(Clock::now() - start).count();
    std::printf("%-52s %9.0f writes/s %7.1f us CPU each\n", name, static_cast<double>(writes) / wall,
                (CpuSeconds() - cpu) * 1e6 / static_cast<double>(writes));
    std::fflush(stdout);
  }
};

std::int64_t OneByOne(Store& store, Clock::time_point end) {
  Row row(0);
  std::int64_t writes = 0;
  for (; Clock::now() < end; ++writes) {
    row.WriteTo(store);
  }
  return writes;
}

std::int64_t OnThreads(int count, Store& store, Clock::time_point end) {
  std::atomic<std::int64_t> writes = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      Row row(i);
      std::int64_t mine = 0;
      for (; Clock::now() < end; ++mine) {
        row.WriteTo(store);
      }
      writes += mine;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  return writes;
}

std::int64_t InTurns(Store& store, Clock::time_point end) {
  Row row(0);
  std::int64_t writes = 0;
  while (Clock::now() < end) {
    if (store.writer().TryTake()) {
      row.WriteTo(store);
      store.writer().Give();
      ++writes;
    }
  }
  return writes;
}

// As a thread of the server does it: a call begins when the answer of the one before is out, and runs here if the turn is free.
class IoThread {
 public:
  IoThread(Store& store, int first_row, int calls, Clock::time_point end) : store_(store), end_(end) {
    for (int i = 0; i < calls; ++i) {
      rows_.emplace_back(first_row + i);
      ready_.push_back(static_cast<std::size_t>(i));
    }
    thread_ = std::thread(&IoThread::Loop, this);
  }
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;
  ~IoThread() {
    if (thread_.joinable()) {
      thread_.join();
    }
  }

  std::int64_t Join() {
    thread_.join();
    return writes_;
  }

 private:
  void Loop() {
    std::size_t ended = 0;
    while (ended < rows_.size()) {
      const std::size_t call = Next();
      if (Clock::now() >= end_) {
        ++ended;
      } else if (++writes_; store_.writer().TryTake()) {
        Run(call);
        store_.writer().Give();
      } else {
        store_.writer().Queue([this, call] { Run(call); });
      }
    }
  }

  void Run(std::size_t call) {
    rows_[call].WriteTo(store_);
    store_.writer().WhenDurable([this, call] {
      const std::lock_guard lock(mutex_);
      ready_.push_back(call);
      if (sleeps_) {
        changed_.notify_one();
      }
    });
  }

  std::size_t Next() {
    std::unique_lock lock(mutex_);
    sleeps_ = true;
    changed_.wait(lock, [this] { return !ready_.empty(); });
    sleeps_ = false;
    const std::size_t call = ready_.front();
    ready_.pop_front();
    return call;
  }

  Store& store_;
  const Clock::time_point end_;
  std::deque<Row> rows_;
  std::int64_t writes_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool sleeps_ = false;
  std::deque<std::size_t> ready_;
  std::thread thread_;
};

std::int64_t OnIoThreads(Store& store, Clock::time_point end) {
  constexpr int kHalf = kOutstanding / 2;
  IoThread first(store, 0, kHalf, end);
  IoThread second(store, kHalf, kHalf, end);
  return first.Join() + second.Join();
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: rockpool_writer FILE [SECONDS]\n");
    return 2;
  }
  const Bench bench{arguments[1], std::chrono::duration<double>(count > 2 ? std::atof(arguments[2]) : 1)};
  const auto threads = [](int number) { return [number](Store& store, Clock::time_point end) { return OnThreads(number, store, end); }; };
  bench.Measure("process: a foreign write, the writer free", Durability::kProcess, OneByOne);
  bench.Measure("process: in turns, the writer free", Durability::kProcess, InTurns);
  bench.Measure("process: 2 I/O threads, 32 outstanding", Durability::kProcess, OnIoThreads);
  bench.Measure("process: 2 threads", Durability::kProcess, threads(2));
  bench.Measure("process: 32 threads", Durability::kProcess, threads(kOutstanding));
  bench.Measure("power: a foreign write, the writer free", Durability::kPower, OneByOne);
  bench.Measure("power: 2 I/O threads, 32 outstanding", Durability::kPower, OnIoThreads);
  bench.Measure("power: 32 threads", Durability::kPower, threads(kOutstanding));
}
