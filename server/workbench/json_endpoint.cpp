#include "server/workbench/json_endpoint.h"

#include <algorithm>

#include "server/workbench/answer.h"

namespace rockpool::workbench {
namespace {

class FunctionCall final : public http::Work {
 public:
  FunctionCall(const JsonEndpoint::Function& function, http::Runs runs, http::Request request, util::Random& random)
      : function_(function), runs_(runs), request_(std::move(request)), random_(random) {}

  http::Runs Where() const override {
    return request_.body.size() > http::kLargeBodyBytes ? std::max(runs_, http::Runs::kComputes) : runs_;
  }
  http::Response Run() noexcept override {
    return AnswerOf([this] { return function_(request_); }, request_, random_);
  }

 private:
  const JsonEndpoint::Function& function_;
  const http::Runs runs_;
  const http::Request request_;
  util::Random& random_;
};

}  // namespace

std::unique_ptr<http::Work> JsonEndpoint::Accept(http::Request request) noexcept {
  return std::make_unique<FunctionCall>(function_, runs_, std::move(request), random_);
}

}  // namespace rockpool::workbench
