// The turn to write as HTTP asks for it, over the store's writer.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "server/http/writer_gate.h"
#include "storage/writer.h"

namespace rockpool {

class StoreGate final : public http::WriterGate {
 public:
  // `writer` outlives it.
  explicit StoreGate(storage::Writer& writer) : writer_(writer) {}

  bool TryTake() override { return writer_.TryTake(); }
  void Give() override { writer_.Give(); }
  void Queue(std::function<void()> job) override { writer_.Queue(std::move(job)); }
  void WhenDurable(std::function<void(bool kept)> then) override {
    const auto told = std::make_shared<Told>(std::move(then));
    writer_.WhenDurable([told] { told->Tell(true); });
  }

 private:
  // The writer destroys uncalled what it cannot promise any more.
  class Told {
   public:
    explicit Told(std::function<void(bool kept)> then) : then_(std::move(then)) {}
    Told(const Told&) = delete;
    Told& operator=(const Told&) = delete;
    ~Told() {
      if (then_) {
        Tell(false);
      }
    }
    void Tell(bool kept) { std::exchange(then_, nullptr)(kept); }

   private:
    std::function<void(bool kept)> then_;
  };

  storage::Writer& writer_;
};

}  // namespace rockpool
