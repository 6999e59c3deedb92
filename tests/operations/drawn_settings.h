// Settings for the tests of round trips: different in every draw, the same in every run.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace rockpool::support {

class DrawnSettings {
 public:
  explicit DrawnSettings(unsigned seed) : engine_(seed) {}

  // From `least` to `most`, both included.
  int Number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(engine_); }
  bool Coin() { return Number(0, 1) == 1; }

  // One of the texts that spaces separate.
  std::string OneOf(std::string_view texts) {
    std::size_t count = 1;
    for (const char character : texts) {
      count += character == ' ' ? 1 : 0;
    }
    for (int skipped = Number(0, static_cast<int>(count) - 1); skipped > 0; --skipped) {
      texts.remove_prefix(texts.find(' ') + 1);
    }
    return std::string(texts.substr(0, texts.find(' ')));
  }

  // Text that JSON carries as it stands, of several scripts and with spaces in it.
  std::string Words(int most) {
    std::string words = OneOf("Wetter \u00dcbersicht \u5929\u6c17 \U0001F41F a 0");
    for (int more = Number(0, most - 1); more > 0; --more) {
      words += " " + OneOf("read/write \u00e9t\u00e9 'x' {y} <z>");
    }
    return words;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace rockpool::support
