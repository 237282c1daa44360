# SPDX-License-Identifier: MIT
# The work of corpus.sh:
#
#	perl corpus.pl en|code|multi MB <NAMES >TEXT
#	perl corpus.pl chat MB DIR
use strict;
use warnings;
use Digest::MD5 qw(md5 md5_hex);
use IO::Uncompress::Gunzip qw(gunzip);

my ($kind, $mb, $dir) = @ARGV;
my $size = $mb * 1_000_000;

sub slurp {
	my ($name) = @_;
	my $text;
	local $/;

	if ($name =~ /\.gz$/) {
		gunzip($name => \$text) or return '';
		return $text;
	}
	open my $f, '<', $name or return '';
	return <$f> // '';
}

# What a message catalogue says, a message a line.
sub catalogue {
	my ($name) = @_;
	my $text = '';

	open my $f, '-|', 'sh', '-c', 'exec msgunfmt --no-wrap "$1" 2>&-', 'sh',
		$name or return '';
	while (<$f>) {
		next unless /^(?:msgstr(?:\[\d\])? )?"(.*)"$/;
		my $line = $1;
		$line =~ s/\\n/\n/g;
		$line =~ s/\\t/\t/g;
		$line =~ s/\\(.)/$1/g;
		$text .= "$line\n";
	}
	return $text;
}

my %entities = (lt => '<', gt => '>', quot => '"', amp => '&', nbsp => ' ');

sub unmarked {
	my ($text) = @_;

	$text =~ s/<(script|style|head)\b.*?<\/\1>//gis;
	$text =~ s/<[^>]*>//g;
	$text =~ s/&(\w+);/$entities{$1} \/\/ ''/ge;
	return $text;
}

# A manual page without its macros, near enough.
sub unset {
	my ($text) = @_;

	$text =~ s/^[.']\\".*\n//gm;
	$text =~ s/^\.S[HShs] "?(.*?)"?$/\n$1/gm;
	$text =~ s/^\.(?:[BIR]{1,2}|[A-Z][a-z]) (.*)/$1/gm;
	$text =~ s/^[.'].*\n//gm;
	$text =~ s/\\f(?:\(..|\[.*?\]|.)//g;
	$text =~ s/\\s[-+]?\d//g;
	$text =~ s/\\e/\\/g;
	$text =~ s/\\-/-/g;
	$text =~ s/\\[&%|]//g;
	return $text;
}

sub text_of {
	my ($name) = @_;
	my $text = $name =~ /\.mo$/ ? catalogue($name) : slurp($name);
	my $copy = $text;

	return '' if $text =~ /\0/ || !utf8::decode($copy);
	$text = unmarked($text) if $name =~ /\.x?html?(?:\.gz)?$/;
	$text = unset($text) if $name =~ m{/man/};
	$text =~ s/<U([0-9A-F]{4})>/my $c = chr hex $1; utf8::encode($c); $c/ge
		if $name =~ m{/i18n/};
	return $text;
}

# Lines that were there before, longer than a brace, are left out.  In multi so
# are nine in ten of those that are ASCII alone.
my %seen;

sub fresh {
	my ($text) = @_;
	my $kept = '';

	for my $line (split /^/, $text) {
		my $digest = md5($line);
		next if length $line > 30 && $seen{$digest}++;
		next if $kind eq 'multi' && $line =~ /\w/ &&
			$line !~ /[\x80-\xff]/ && ord($digest) > 25;
		$kept .= $line;
	}
	$kept =~ s/\n{3,}/\n\n/g;
	return $kept;
}

sub gather {
	my @names = <STDIN>;
	my $have = 0;

	chomp @names;
	my %order = map { $_ => md5_hex($_) } @names;
	for my $name (sort { $order{$a} cmp $order{$b} } keys %order) {
		# No file is more than a little of the whole.
		my $text = substr fresh(text_of($name)), 0, 100_000;
		next unless $text =~ s/[^\n]*\z// && length $text > 200;
		last if $have + length $text > $size;
		print $text;
		$have += length $text;
	}
}

# JSON of bytes that are UTF-8; as ASCII with $escape.
sub quoted {
	my ($text, $escape) = @_;
	my %short = ("\n" => '\n', "\t" => '\t', '"' => '\"', '\\' => '\\\\');

	$text =~ s/([\x00-\x1f"\\])/$short{$1} \/\/ sprintf '\u%04x', ord $1/ge;
	return "\"$text\"" unless $escape;
	utf8::decode($text);
	$text =~ s/([^\x00-\x7f])/escaped(ord $1)/ge;
	return "\"$text\"";
}

sub escaped {
	my ($c) = @_;

	return sprintf '\u%04x', $c if $c < 0x10000;
	$c -= 0x10000;
	return sprintf '\u%04x\u%04x', 0xd800 + ($c >> 10), 0xdc00 + ($c & 0x3ff);
}

# A text in pieces of some lines: up to the first empty line behind 400 bytes,
# or 1,200 bytes.
sub pieces {
	my ($text) = @_;
	my @pieces = ('');

	for my $line (split /^/, $text) {
		push @pieces, '' if length $pieces[-1] > 1200 ||
			$line eq "\n" && length $pieces[-1] > 400;
		$pieces[-1] .= $line;
	}
	return \@pieces;
}

# The pieces of all texts, one of each in turn.
sub mixed {
	my @texts = map { pieces(slurp("$dir/$_.txt")) }
		grep { -s "$dir/$_.txt" } qw(en code multi);
	my @all;

	while (@texts) {
		push @all, map { shift @$_ } @texts;
		@texts = grep { @$_ } @texts;
	}
	return @all;
}

sub chat {
	open my $json, '>', "$dir/chat.jsonl" or die "$dir/chat.jsonl: $!\n";
	open my $text, '>', "$dir/chat.txt" or die "$dir/chat.txt: $!\n";
	my ($bytes, $n) = (0, 0);

	for (mixed()) {
		# The first line asks; one line alone asks nothing.
		my ($ask, $answer) = /^\s*(\S.*?)\s*\n(.+)/s or next;
		my $escape = ord(md5($ask)) % 3 == 0;
		my @said = ([user => $ask], [assistant => $answer]);
		unshift @said, [system => 'You are a helpful assistant.']
			if $n++ % 10 == 0;
		my $line = join ',', map {
			"{\"role\":\"$_->[0]\",\"content\":" .
				quoted($_->[1], $escape) . '}' } @said;
		print $json "{\"messages\":[$line]}\n";
		print $text "$ask\n$answer\n";
		$bytes += length $line;
		last if $bytes > $size;
	}
	close $json or die "$dir/chat.jsonl: $!\n";
	close $text or die "$dir/chat.txt: $!\n";
}

$kind eq 'chat' ? chat() : gather();
