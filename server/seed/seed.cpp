#include "server/seed/seed.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "server/api/json.h"
#include "server/seed/application.h"

namespace rockpool::seed {
namespace {

constexpr std::size_t kMaxSeedBytes = 64UL * 1024 * 1024;

std::string ReadFile(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    throw SeedError("cannot read the seed " + path);
  }
  std::ifstream file(path, std::ios::binary);
  std::string text;
  for (std::istreambuf_iterator<char> next(file), end; next != end && text.size() <= kMaxSeedBytes; ++next) {
    text += *next;
  }
  if (!file.is_open() || file.bad()) {
    throw SeedError("cannot read the seed " + path);
  }
  if (text.size() > kMaxSeedBytes) {
    throw SeedError("the seed " + path + " is larger than " + std::to_string(kMaxSeedBytes) + " bytes");
  }
  return text;
}

rapidjson::Document ParseSeed(const std::string& path) {
  const std::string text = ReadFile(path);
  rapidjson::Document document;
  std::size_t error_byte = 0;
  if (!api::ParseJson(text, document, &error_byte)) {
    throw SeedError("the seed " + path + " is not JSON: error at byte " + std::to_string(error_byte));
  }
  if (!document.IsArray()) {
    throw SeedError("the seed " + path + " is not a JSON list");
  }
  return document;
}

}  // namespace

Seed::Seed(std::string path) : path_(std::move(path)), entries_(ParseSeed(path_)) {}

void Seed::ApplyTo(const world::World& world, const protocol::Settings& settings, Marks& marks) const {
  Application application(world, settings, marks);
  for (rapidjson::SizeType i = 0; i < entries_.Size(); ++i) {
    if (const std::string problem = application.Apply(entries_[i]); !problem.empty()) {
      throw SeedError("the seed " + path_ + ", entry " + std::to_string(i + 1) + ": " + problem);
    }
  }
}

}  // namespace rockpool::seed
