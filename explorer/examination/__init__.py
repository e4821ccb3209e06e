"""What ``maillage doctor`` looks at: the installation, a workspace, its snapshots. Nothing is changed, only told."""
