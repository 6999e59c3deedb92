// The ceiling of the benchmarks: the server's own HTTP with an endpoint that does nothing but parse the body with RapidJSON and write an
// answer of 600 bytes. What an operation costs beyond it is the operation's.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>
#include <memory>
#include <string>

#include "server/http/beast/server.h"

namespace {

class ParseAndAnswer final : public rockpool::http::Endpoint {
 public:
  std::unique_ptr<rockpool::http::Work> Accept(rockpool::http::Request request) noexcept override {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(request.body.data(), request.body.size());
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.StartObject();
    writer.Key("Parsed");
    writer.Bool(!document.HasParseError());
    for (int i = 0; i < 10; ++i) {
      writer.Key("SomeMemberName");
      writer.String("a value of about forty characters in all");
    }
    writer.EndObject();
    rockpool::http::Response response;
    response.headers.Add("Content-Type", "application/x-amz-json-1.1");
    response.headers.Add("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
    response.body.assign(buffer.GetString(), buffer.GetSize());
    return std::make_unique<rockpool::http::Answered>(std::move(response));
  }
};

// Nothing is refused here.
class NoOwner final : public rockpool::http::Owner {
 public:
  rockpool::http::Response Refuse(const rockpool::http::Request&, const rockpool::http::Refusal&) const override {
    rockpool::http::Response response;
    response.status = 404;
    return response;
  }
};

}  // namespace

int main() {
  const NoOwner owner;
  ParseAndAnswer endpoint;
  rockpool::http::Router router(owner);
  router.Mount("POST", "/", endpoint, rockpool::http::Cors::kAnyOrigin);
  rockpool::http::beast::Settings settings;
  settings.port = 0;
  settings.stop_on_signals = true;
  rockpool::http::beast::Server server(settings, router);
  server.Listen();
  std::printf("READY http://127.0.0.1:%u\n", static_cast<unsigned>(server.port()));
  std::fflush(stdout);
  server.Run();
}
