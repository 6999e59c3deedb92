// Text drawn from randomness. Where the bytes come from is the business of an implementation of Random.
#include "server/util/random.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace rockpool::util {
namespace {

constexpr std::size_t kByteValues = 256;

}  // namespace

std::string RandomText(Random& random, std::string_view alphabet, std::size_t length) {
  if (alphabet.size() < 2 || alphabet.size() > kByteValues) {
    throw std::invalid_argument("An alphabet for random text has 2 to 256 characters.");
  }
  // Bytes from the last, incomplete round through the alphabet would favour its first characters: they are thrown away.
  const std::size_t fair_values = kByteValues - kByteValues % alphabet.size();
  std::string text;
  text.reserve(length);
  std::array<unsigned char, 64> bytes;
  while (text.size() < length) {
    const auto wanted = std::span(bytes).first(std::min(bytes.size(), length - text.size()));
    random.Fill(wanted);
    for (const unsigned char byte : wanted) {
      if (byte < fair_values) text += alphabet[byte % alphabet.size()];
    }
  }
  return text;
}

std::string RandomUuid(Random& random) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::array<unsigned char, 16> bytes;
  random.Fill(bytes);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // version 4 (RFC 9562, 5.4)
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // its variant
  std::string text;
  text.reserve(36);
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    if (index == 4 || index == 6 || index == 8 || index == 10) text += '-';
    text += kHexDigits[bytes[index] >> 4];
    text += kHexDigits[bytes[index] & 0x0F];
  }
  return text;
}

namespace {

void FillFromKernel(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = getrandom(bytes.data(), bytes.size(), 0);
    if (count > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "The system gives no random bytes");
    }
  }
}

// A thread's next bytes: a call draws a few ids and perhaps a refresh token of 1.3 kB, and asking the kernel for each costs more than they
// do. What was handed out is wiped.
class Stock {
 public:
  static constexpr std::size_t kBytes = 8192;

  Stock() = default;
  Stock(const Stock&) = delete;
  Stock& operator=(const Stock&) = delete;
  ~Stock() { explicit_bzero(bytes_.data(), bytes_.size()); }

  // At most kBytes.
  void Take(std::span<unsigned char> wanted) {
    if (bytes_.size() - taken_ < wanted.size()) {
      FillFromKernel(bytes_);
      taken_ = 0;
    }
    const auto next = std::span(bytes_).subspan(taken_, wanted.size());
    std::memcpy(wanted.data(), next.data(), next.size());
    explicit_bzero(next.data(), next.size());
    taken_ += next.size();
  }

 private:
  std::array<unsigned char, kBytes> bytes_{};
  std::size_t taken_ = kBytes;
};

}  // namespace

void SystemRandom::Fill(std::span<unsigned char> bytes) {
  constexpr std::size_t kFew = 2048;
  if (bytes.size() > kFew) {
    return FillFromKernel(bytes);
  }
  thread_local Stock stock;
  stock.Take(bytes);
}

}  // namespace rockpool::util
