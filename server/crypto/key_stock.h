// A stock of RSA keys made in advance, so that no answer waits for the 0.2 to 0.8 s that a key takes.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "server/crypto/rsa_key.h"

namespace rockpool::crypto {

// The door to new keys: a test hands out keys of its own.
class KeyStock {
 public:
  virtual ~KeyStock() = default;

  // A key that nobody else has. Any thread; it may block for as long as making a key takes. Throws std::runtime_error if OpenSSL cannot.
  virtual RsaKey Take() = 0;
};

// Keeps `size` keys ready with a thread that runs only when the processors have nothing better to do, and not at all while the stock is
// full. Destruction stops it within milliseconds.
class BackgroundKeyStock final : public KeyStock {
 public:
  explicit BackgroundKeyStock(std::size_t size = 4) : size_(size) {}

  // Begins to fill the stock, once; later calls do nothing. Any thread. Throws std::system_error if no thread can be had.
  void Start();

  // The oldest key of the stock. If there is none it makes one on the caller's thread: to wait for a thread of lowest priority could take
  // long on a busy machine. Works before Start as well.
  RsaKey Take() override;

  // How many keys are ready now. Any thread.
  std::size_t ready() const;

 private:
  void Fill(const std::stop_token& stop);

  const std::size_t size_;
  mutable std::mutex mutex_;
  std::condition_variable_any taken_;
  std::deque<RsaKey> keys_;
  std::once_flag started_;
  std::jthread filler_;  // last: it ends before what it uses
};

}  // namespace rockpool::crypto
