// What a write costs: on a free writer, and with many outstanding at once. `rockpool_writer FILE [seconds a row]`
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
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

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: rockpool_writer FILE [SECONDS]\n");
    return 2;
  }
  const Bench bench{arguments[1], std::chrono::duration<double>(count > 2 ? std::atof(arguments[2]) : 1)};
  const auto threads = [](int number) {
    return [number](Store& store, Clock::time_point end) { return OnThreads(number, store, end); };
  };
  bench.Measure("process: a foreign write, the writer free", Durability::kProcess, OneByOne);
  bench.Measure("process: 2 threads", Durability::kProcess, threads(2));
  bench.Measure("process: 32 threads", Durability::kProcess, threads(kOutstanding));
  bench.Measure("power: a foreign write, the writer free", Durability::kPower, OneByOne);
  bench.Measure("power: 32 threads", Durability::kPower, threads(kOutstanding));
}
