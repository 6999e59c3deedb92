#include "server/workbench/json_endpoint.h"

#include "server/workbench/answer.h"

namespace rockpool::workbench {
namespace {

class FunctionCall final : public http::Work {
 public:
  FunctionCall(const JsonEndpoint::Function& function, bool may_block, http::Request request, util::Random& random)
      : function_(function), may_block_(may_block), request_(std::move(request)), random_(random) {}

  bool MayBlock() const override { return may_block_; }
  http::Response Run() noexcept override {
    return AnswerOf([this] { return function_(request_); }, request_, random_);
  }

 private:
  const JsonEndpoint::Function& function_;
  const bool may_block_;
  const http::Request request_;
  util::Random& random_;
};

}  // namespace

std::unique_ptr<http::Work> JsonEndpoint::Accept(http::Request request) noexcept {
  return std::make_unique<FunctionCall>(function_, runs_ == Runs::kOnAWorker, std::move(request), random_);
}

}  // namespace rockpool::workbench
