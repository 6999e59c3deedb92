// Runs a fuzz target without a fuzzer: over its corpus and over mutations of it, the same ones at every run. Any compiler will do.
//
//   fuzz_NAME CORPUS_FOLDER MUTATIONS FAILED_INPUT_FILE     or: fuzz_NAME FILE
//
// The exit code is 0 if the target took them all. If it ends the process, the input is in FAILED_INPUT_FILE by then.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr unsigned kSecondsPerInput = 20;
constexpr std::size_t kMaxInput = 64UL * 1024;

std::string current_input;
std::string failed_input_file;

// Only what a signal handler may do: open, write, raise.
void KeepInput(int signal_number) {
  const int file = open(failed_input_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file >= 0 && write(file, current_input.data(), current_input.size()) >= 0) {
    close(file);
  }
  std::signal(signal_number, SIG_DFL);
  raise(signal_number);
}

void RunTarget(std::string input) {
  current_input = std::move(input);
  alarm(kSecondsPerInput);
  // A copy of its own size, so that AddressSanitizer sees a read past its end.
  const std::vector<std::uint8_t> bytes(current_input.begin(), current_input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

// No distribution of the standard library: their results differ from one library to the next.
class Mutator {
 public:
  std::string Mutate(std::string input, const std::string& other) {
    for (std::size_t step = 1 + Below(4); step > 0; --step) {
      const std::size_t at = Below(input.size() + 1);
      const std::size_t length = Below(std::min<std::size_t>(input.size() - at, 64) + 1);
      switch (Below(7)) {
        case 0:
          input.insert(at, 1, Byte());
          break;
        case 1:
          input.erase(at, length);
          break;
        case 2:
          input.insert(Below(input.size() + 1), input.substr(at, length));
          break;
        case 3:
          input.insert(at, other.substr(Below(other.size() + 1), 64));
          break;
        case 4:
          input.resize(at);
          break;
        default:
          if (at < input.size()) {
            input[at] = Below(2) == 0 ? Byte() : static_cast<char>(input[at] ^ (1 << Below(8)));
          }
      }
    }
    input.resize(std::min(input.size(), kMaxInput));
    return input;
  }

  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }

 private:
  char Byte() { return static_cast<char>(engine_() & 0xff); }

  std::mt19937_64 engine_{1};
};

std::string ContentOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> Corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<std::string> inputs;
  std::ranges::transform(paths, std::back_inserter(inputs), ContentOf);
  return inputs;
}

int ReplayCorpus(const char* folder, int mutations) {
  const std::vector<std::string> corpus = Corpus(folder);
  if (corpus.empty()) {
    std::fprintf(stderr, "no corpus in %s\n", folder);
    return 1;
  }
  RunTarget("");
  std::ranges::for_each(corpus, RunTarget);
  Mutator mutator;
  for (int i = 0; i < mutations; ++i) {
    RunTarget(mutator.Mutate(corpus[static_cast<std::size_t>(i) % corpus.size()], corpus[mutator.Below(corpus.size())]));
  }
  std::printf("%zu files, %d mutations\n", corpus.size(), mutations);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2) {
    RunTarget(ContentOf(argv[1]));
    return 0;
  }
  if (argc != 4) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER MUTATIONS FAILED_INPUT_FILE, or %s FILE\n", argv[0], argv[0]);
    return 2;
  }
  failed_input_file = argv[3];
  for (const int signal_number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM}) {
    std::signal(signal_number, KeepInput);
  }
  return ReplayCorpus(argv[1], std::atoi(argv[2]));
}
